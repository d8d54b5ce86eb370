package import Inspection

extension SubmittedTask {
  /// The task as it is sent: the same bytes whenever it is.
  ///
  /// - Parameter checklist: the campaign's.
  /// - Throws: `ItemReferences.Failure` for a checklist whose references cannot be followed.
  package func task(by checklist: Checklist) throws -> (task: InspectionTask, lane: Lane) {
    var columns = ObservationColumns()
    for observation in observations { columns.append(Self.value(observation, of: checklist)) }
    let needed = try ItemReferences(checklist).needed(by: observations.map(\.item))
    var referenced = ReferencedObservations(items: needed)
    for item in needed {
      referenced.columns.append(known.first { $0.item == item }.flatMap { Self.value($0, of: checklist) })
    }
    let items = observations.map(\.item).filter(checklist.items.indices.contains)
    let task = InspectionTask(
      campaign: campaign, seq: seq, generation: generation, site: site, inspection: inspection,
      items: Self.ranges(observations.map(\.item)), observations: columns,
      evidence: observations.filter { !$0.evidence.isEmpty }.map {
        ItemEvidence(item: $0.item, references: $0.evidence)
      }, referenced: referenced)
    // Red-line items have tasks of their own, so all of one task travel alike.
    return (task, items.contains { checklist.items[$0].isRedLine } ? .urgent : .bulk)
  }

  /// The ledger has held it against the item; what it could not read nobody observed.
  private static func value(_ observation: Observation, of checklist: Checklist) -> ObservationValue? {
    guard checklist.items.indices.contains(observation.item) else { return nil }
    return
      (try? ObservationSyntax.parse(
        observation.value, for: checklist.items[observation.item].requirement)) ?? nil
  }

  private static func ranges(_ items: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for item in items {
      if let last = ranges.last, last.upperBound == item {
        ranges[ranges.count - 1] = last.lowerBound..<item + 1
      } else {
        ranges.append(item..<item + 1)
      }
    }
    return ranges
  }
}
