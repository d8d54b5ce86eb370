import Inspection

/// Sorts what the records say of one site into inspections.
struct InspectionAssembler {
  private let unnamed: CampaignFile.Unnamed
  private let asOf: DateText.LocalMoment?
  private let selected: [Range<Int>]
  private let isSelected: [Bool]
  private let itemNames: [String]
  private let qualifications: QualificationGate?
  private let fileNames: [String]
  private let latestTime: Timestamp
  /// By item: the entry that named it first in the inspection at hand, or -1.
  private var firstEntry: [Int32]
  private var order: [Int] = []

  init(
    _ campaign: CampaignFile, itemNames: [String], selected: [Range<Int>],
    qualifications: QualificationGate?, fileNames: [String], latestTime: Timestamp?
  ) {
    self.latestTime = latestTime ?? Timestamp(milliseconds: .max)
    unnamed = campaign.unnamed
    asOf = campaign.asOf
    self.selected = selected
    self.itemNames = itemNames
    self.qualifications = qualifications
    self.fileNames = fileNames
    isSelected = itemNames.indices.map { item in selected.contains { $0.contains(item) } }
    firstEntry = Array(repeating: -1, count: itemNames.count)
  }

  /// Hands out the inspections of `site` in the order of (time, id), leaving out those with issues.
  mutating func assemble(
    _ site: inout SiteObservations, into inspection: inout SiteInspection,
    summary: inout ObservationSummary, log: inout IssueLog,
    _ body: (SiteInspection, inout IssueLog) throws -> Void
  ) rethrows {
    let ranges = entriesByGroup(site)
    for group in groupsInTime(site, log: &log) {
      let before = log.total
      guard let moment = site.groups[group].observedAt ?? asOf else { continue }
      summary.inspections += 1
      summary.rows += site.groups[group].rowCount
      if site.groups[group].isOfSeveralDays { summary.inspectionsOfSeveralDays += 1 }
      if moment.moment > latestTime, site.groups[group].observedAt != nil {
        log.report(
          location(site.groups[group].source, site.groups[group].line), field: "observed_at",
          ObservationRules.future(moment.moment))
      }
      inspection.id = site.groups[group].id
      inspection.inspection = Inspection(
        observedAt: moment.moment, day: moment.day,
        inspector: site.groups[group].inspectors.sorted().joined(separator: ", "))
      inspection.rowCount = site.groups[group].rowCount
      fill(&inspection, from: &site, entries: order[ranges[group]], summary: &summary, log: &log)
      if let qualifications {
        let inspectors = site.groups[group].inspectors
        hold(&inspection, to: qualifications, inspectors, of: site, summary: &summary, log: &log)
      }
      if site.groups[group].hasExtras { addExtras(to: &inspection, from: site, log: &log) }
      if log.total == before { try body(inspection, &log) }
    }
  }

  /// Sorts the entries by group, keeping their order; the positions end up in `order`.
  private mutating func entriesByGroup(_ site: SiteObservations) -> [Range<Int>] {
    var starts: [Int] = []
    var next = 0
    for group in site.groups {
      starts.append(next)
      next += group.entryCount
    }
    if order.count < next { order.append(contentsOf: repeatElement(0, count: next - order.count)) }
    var ends = starts
    for (index, entry) in site.entries.enumerated() {
      order[ends[Int(entry.group)]] = index
      ends[Int(entry.group)] += 1
    }
    return zip(starts, ends).map { $0..<$1 }
  }

  private func groupsInTime(_ site: SiteObservations, log: inout IssueLog) -> [Int] {
    if site.groups.count == 1, site.groups[0].observedAt != nil { return [0] }
    for group in site.groups where group.observedAt == nil && asOf == nil {
      log.report(
        location(group.source, group.line), field: "observed_at",
        "is missing: no record of this inspection has a time, and the campaign has no asOf")
    }
    return site.groups.indices.sorted { a, b in
      let (first, second) = (site.groups[a], site.groups[b])
      guard let x = first.observedAt ?? asOf, let y = second.observedAt ?? asOf else { return a < b }
      return (x.moment, first.id) < (y.moment, second.id)
    }
  }

  private mutating func fill(
    _ inspection: inout SiteInspection, from site: inout SiteObservations, entries: ArraySlice<Int>,
    summary: inout ObservationSummary, log: inout IssueLog
  ) {
    for item in firstEntry.indices {
      firstEntry[item] = -1
      inspection.values[item] = nil
    }
    if !inspection.evidence.isEmpty { inspection.evidence.removeAll(keepingCapacity: true) }
    if !inspection.accepted.isEmpty { inspection.accepted.removeAll(keepingCapacity: true) }
    for position in entries {
      let item = Int(site.entries[position].item)
      if firstEntry[item] >= 0 {
        merge(
          position, into: Int(firstEntry[item]), of: &site, inspection: &inspection, summary: &summary,
          log: &log)
        continue
      }
      firstEntry[item] = Int32(clamping: position)
      inspection.values[item] = site.entries[position].value
      if site.entries[position].value != nil { summary.values += 1 }
    }
    guard unnamed == .pass else { return }
    for range in selected {
      for item in range where firstEntry[item] < 0 { inspection.values[item] = .assumedPass }
    }
  }

  private func merge(
    _ position: Int, into first: Int, of site: inout SiteObservations, inspection: inout SiteInspection,
    summary: inout ObservationSummary, log: inout IssueLog
  ) {
    let entry = site.entries[position]
    let item = Int(entry.item)
    // A blank says nothing, so it contradicts nothing.
    if let value = entry.value {
      if inspection.values[item] == nil {
        inspection.values[item] = value
        summary.values += 1
      } else if inspection.values[item] != value {
        let there = site.entries[first]
        let place =
          there.source == entry.source ? "line \(there.line)" : location(there.source, there.line).text
        let advice = inspection.id.isEmpty ? " (records of several inspections need an inspection id)" : ""
        log.report(
          location(entry.source, entry.line), field: itemNames[item],
          "has another value on \(place) for the same inspection of \"\(inspection.site.id)\"\(advice)")
        return
      }
    }
    summary.repeatedRows += 1
    let stillOpen = SiteObservations.Entry.stillOpen
    let times = (site.entries[first].acceptedAt, entry.acceptedAt)
    let isOpen = times.0 == stillOpen || times.1 == stillOpen
    site.setAcceptedAt(isOpen ? stillOpen : max(times.0, times.1), at: first)
    if entry.evidence >= 0 {
      let there = site.entries[first].evidence
      let references = (there >= 0 ? site.evidence[Int(there)] : []) + site.evidence[Int(entry.evidence)]
      site.extend(first, evidence: references)
    }
  }

  /// Takes away, or reports, what none of the inspectors may judge.
  private func hold(
    _ inspection: inout SiteInspection, to gate: QualificationGate, _ inspectors: [String],
    of site: SiteObservations, summary: inout ObservationSummary, log: inout IssueLog
  ) {
    for item in inspection.values.indices where inspection.values[item] != nil && !gate.needs[item].isEmpty {
      let day = inspection.inspection.day
      guard let missing = gate.missing(for: item, inspectors, on: day) else { continue }
      inspection.values[item] = nil
      // What nobody wrote down was only assumed.
      guard firstEntry[item] >= 0 else { continue }
      summary.values -= 1
      summary.unqualifiedValues += 1
      guard gate.treatment == .refuse else { continue }
      let entry = site.entries[Int(firstEntry[item])]
      let who =
        inspectors.isEmpty ? "no inspector is named" : "held by none of \(inspectors.joined(separator: ", "))"
      log.report(
        location(entry.source, entry.line), field: itemNames[item],
        "takes the qualification \"\(missing)\" on \(day): \(who)")
    }
  }

  private func addExtras(
    to inspection: inout SiteInspection, from site: SiteObservations, log: inout IssueLog
  ) {
    for item in firstEntry.indices where firstEntry[item] >= 0 {
      let entry = site.entries[Int(firstEntry[item])]
      if entry.acceptedAt != SiteObservations.Entry.stillOpen {
        let accepted = Timestamp(milliseconds: entry.acceptedAt)
        if accepted < inspection.inspection.observedAt {
          log.report(
            location(entry.source, entry.line), field: "accepted_at",
            "\(itemNames[item]): \(accepted.iso8601) is before the inspection"
              + " (\(inspection.inspection.observedAt.iso8601))")
        }
        if entry.value == nil, inspection.values[item] == nil {
          log.report(
            location(entry.source, entry.line), field: "accepted_at",
            "\(itemNames[item]): nothing was observed that could have been rectified")
        }
        if accepted > latestTime {
          log.report(
            location(entry.source, entry.line), field: "accepted_at",
            "\(itemNames[item]): \(ObservationRules.future(accepted))")
        }
        if isSelected[item] { inspection.accepted.append(.init(item: item, at: accepted)) }
      }
      if entry.evidence >= 0, isSelected[item] {
        // Sorted, so that the order of records makes no difference.
        let references = Set(site.evidence[Int(entry.evidence)]).sorted()
        inspection.evidence.append(.init(item: item, references: references))
      }
    }
  }

  private func location(_ source: Int32, _ line: UInt32) -> ValidationIssue.Location {
    .init(file: fileNames[Int(source)], line: Int(line))
  }
}

extension ValidationIssue.Location {
  fileprivate var text: String { line.map { "\(file):\($0)" } ?? file }
}
