package import Inspection

/// Who answers for a hazard by a policy, and why it is this one.
package struct DutyAnswer: Sendable, Hashable {
  /// One person of the fallback chain: owner, back-up owner, the site's own, the heads of its regions upwards.
  package struct Link: Sendable, Hashable {
    package enum Role: String, Sendable, Hashable {
      case owner
      case backup = "back-up owner"
      case siteOwner = "site owner"
      case head
      case deputy
    }

    package var role: Role
    package var person: String
    /// The region of a head or deputy.
    package var region: Region?
    /// The last day on which this person is away; nil for one who is there.
    package var awayThrough: CivilDate?
  }

  /// The place of the row that decided in `Policy.duties`; nil where none fits.
  package var row: Int?
  /// Empty where neither the policy nor the checklist names one.
  package var department: String
  /// In the order in which they are asked.
  package var chain: [Link]

  /// The first who is there; nil when nobody is.
  package var answering: Link? { chain.first { $0.awayThrough == nil } }
  package var owner: String { answering?.person ?? "" }
}

extension Policy {
  /// Who answers on a day for what these facts say.
  package func answer(for facts: HazardFacts, on day: CivilDate) -> DutyAnswer {
    let row = duties.firstIndex { $0.fits(facts) }
    let duty = row.map { duties[$0] }
    let people: [(DutyAnswer.Link.Role, String)] = [
      (.owner, duty?.owner ?? ""), (.backup, duty?.backup ?? ""), (.siteOwner, facts.siteOwner),
    ]
    let chain =
      people.compactMap { link($0, $1, on: day) } + facts.lineage.flatMap { heads(of: $0, on: day) }
    let department = duty.map(\.department) ?? ""
    return DutyAnswer(
      row: row, department: department.isEmpty ? facts.department : department, chain: chain)
  }

  /// The place of the row of `deadlines` that decides; nil where none fits.
  package func deadlineRow(for facts: HazardFacts) -> Int? {
    deadlines.firstIndex { $0.fits(facts) }
  }

  /// Who stands for a region: its head, then the deputy.
  func heads(of region: Region, on day: CivilDate) -> [DutyAnswer.Link] {
    guard let head = heads[region.code] else { return [] }
    return [link(.head, head.head, region, on: day), link(.deputy, head.deputy, region, on: day)]
      .compactMap(\.self)
  }

  /// - Returns: nil where nobody is named.
  private func link(
    _ role: DutyAnswer.Link.Role, _ person: String, _ region: Region? = nil, on day: CivilDate
  ) -> DutyAnswer.Link? {
    person.isEmpty
      ? nil
      : DutyAnswer.Link(role: role, person: person, region: region, awayThrough: away(person, on: day))
  }

  private func away(_ person: String, on day: CivilDate) -> CivilDate? {
    absences.filter { $0.person == person && $0.from <= day && day <= $0.through }.map(\.through).max()
  }
}

extension Policy.Duty {
  package func fits(_ facts: HazardFacts) -> Bool {
    (item ?? facts.item) == facts.item && (category ?? facts.category) == facts.category
      && (siteType ?? facts.siteType) == facts.siteType
      && (region.map { code in facts.lineage.contains { $0.code == code } } ?? true)
  }
}

extension Policy.Deadline {
  fileprivate func fits(_ facts: HazardFacts) -> Bool {
    (level ?? facts.level) == facts.level && (grade ?? facts.grade) == facts.grade
      && (category ?? facts.category) == facts.category
  }
}
