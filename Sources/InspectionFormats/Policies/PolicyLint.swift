package import Inspection
import Responsibility

/// Holds a policy against the regions, sites and checklist that it is for.
package enum PolicyLint {
  /// How many hazards without an owner are named.
  private static let shownGaps = 20

  /// - Returns: what is most likely not meant; above all, whatever nobody would answer for.
  package static func warnings(
    of file: PolicyFile, regions: RegionTree, sites: [Site], checklist: Checklist
  ) -> IssueLog {
    var log = IssueLog()
    let subject = PolicySubject(regions: regions, sites: sites, checklist: checklist)
    reportUnknownNames(file, subject, log: &log)
    reportUnreachedRows(file, log: &log)
    reportGaps(file, subject, log: &log)
    return log
  }

  private static func reportUnknownNames(
    _ file: PolicyFile, _ subject: PolicySubject, log: inout IssueLog
  ) {
    for (duty, place) in zip(file.policy.duties, file.dutyPlaces) {
      for (field, name, known) in [
        ("item", duty.item, subject.items), ("category", duty.category, subject.categories),
        ("region", duty.region, subject.regionCodes), ("siteType", duty.siteType, subject.siteTypes),
      ] {
        guard let name, !known.contains(name) else { continue }
        log.report(
          place, field: field, "no \(field) \"\(name)\" is known\(NearestName.hint(for: name, among: known))")
      }
    }
    for (region, place) in file.headPlaces.sorted(by: { $0.key < $1.key })
    where !subject.regionCodes.contains(region) {
      log.report(
        place, field: "region",
        "no region \"\(region)\" is known\(NearestName.hint(for: region, among: subject.regionCodes))")
    }
    for (step, place) in zip(file.policy.escalation, file.stepPlaces)
    where !subject.regionLevels.contains(step.to) {
      log.report(
        place, field: "to",
        "no region's level is called \"\(step.to)\"\(NearestName.hint(for: step.to, among: subject.regionLevels))"
      )
    }
  }

  /// The first row that fits decides, so a row behind one that fits all the same decides nothing.
  private static func reportUnreachedRows(_ file: PolicyFile, log: inout IssueLog) {
    let duties = file.policy.duties
    for (index, duty) in duties.enumerated() {
      guard let earlier = duties[..<index].firstIndex(where: { $0.covers(duty) }) else { continue }
      log.report(
        file.dutyPlaces[index], field: "duties",
        "never decides: row \(earlier + 1)\(file.dutyPlaces[earlier].line.map { " (line \($0))" } ?? "") fits all the "
          + "same and stands before it")
    }
  }

  private static func reportGaps(_ file: PolicyFile, _ subject: PolicySubject, log: inout IssueLog) {
    var policy = file.policy
    // Whoever is away comes back.
    policy.absences = []
    var gaps = 0
    for place in subject.places {
      var facts = place
      for item in subject.checklistItems {
        facts.item = item.id
        facts.category = item.category
        facts.department = item.department
        let answer = policy.answer(for: facts, on: CivilDate(days: 0))
        guard answer.owner.isEmpty || answer.department.isEmpty else { continue }
        gaps += 1
        guard gaps <= shownGaps else { continue }
        let what = answer.owner.isEmpty ? "nobody answers" : "no department answers"
        log.report(
          .init(file: file.dutyPlaces.first?.file ?? "the policy"), field: "duties",
          "\(what) for item \(item.id)\(item.category.isEmpty ? "" : " (\(item.category))") at sites in "
            + "\(facts.lineage.first?.code ?? "")\(facts.siteType.isEmpty ? "" : " of type \(facts.siteType)")"
        )
      }
    }
    if gaps > shownGaps {
      log.report(
        .init(file: file.dutyPlaces.first?.file ?? "the policy"), field: "duties",
        "... and \(gaps - shownGaps) more that nobody answers for")
    }
  }
}

extension Policy.Duty {
  /// Whether it fits wherever the other one does, as far as the rows alone tell.
  fileprivate func covers(_ other: Policy.Duty) -> Bool {
    func covers(_ mine: String?, _ theirs: String?) -> Bool { mine == nil || mine == theirs }
    return covers(item, other.item) && covers(category, other.category) && covers(region, other.region)
      && covers(siteType, other.siteType)
  }
}
