package import Inspection
package import Rectification

/// Which hazards are wanted. Filters that are nil do not filter.
package struct HazardQuery: Sendable, Hashable {
  package var state: HazardState?
  package var stage: RectificationState?
  /// Who answers for it.
  package var owner: String?
  /// The department that answers for it.
  package var department: String?
  /// Overdue at this moment.
  package var overdueAt: Timestamp?
  /// Under listed supervision.
  package var isSupervised: Bool?
  /// A department that was called to it and has not checked in.
  package var awaited: String?
  package var level: HazardLevel?
  package var grade: RiskGrade?
  /// A region, with everything below it.
  package var region: String?
  package var site: String?
  package var item: String?
  /// Hazards that this campaign found.
  package var campaign: String?
  /// What counts first; `HazardSort.order` says what counts after that.
  package var sort: [HazardSort]
  /// 1...`maximumLimit`.
  package var limit: Int
  package var after: HazardCursor?

  package static let maximumLimit = 1_000

  package init(
    state: HazardState? = nil, stage: RectificationState? = nil, owner: String? = nil,
    level: HazardLevel? = nil, grade: RiskGrade? = nil, region: String? = nil, site: String? = nil,
    item: String? = nil, campaign: String? = nil, sort: [HazardSort] = [], limit: Int = 50,
    after: HazardCursor? = nil, department: String? = nil, overdueAt: Timestamp? = nil,
    isSupervised: Bool? = nil, awaited: String? = nil
  ) {
    self.state = state
    self.stage = stage
    self.owner = owner
    self.level = level
    self.grade = grade
    self.region = region
    self.site = site
    self.item = item
    self.campaign = campaign
    self.sort = sort
    self.limit = limit
    self.after = after
    self.department = department
    self.overdueAt = overdueAt
    self.isSupervised = isSupervised
    self.awaited = awaited
  }
}

/// By what hazards are put in order (排序).
package enum HazardSort: String, Sendable, Hashable, CaseIterable {
  /// The worst first.
  case level
  /// The worst first.
  case grade
  /// The longest open first.
  case age
  /// The hardest first, those without an estimate last.
  case difficulty

  /// - Parameter wanted: what counts first, each once.
  /// - Returns: all that counts: level, grade and age come behind, as far as they are not in it.
  package static func order(_ wanted: [HazardSort]) -> [HazardSort] {
    wanted + [.level, .grade, .age].filter { !wanted.contains($0) }
  }
}

/// Where a page of hazards ended, whatever it was sorted by.
package struct HazardCursor: Sendable, Hashable, CustomStringConvertible {
  package var level: HazardLevel
  package var grade: RiskGrade
  package var openedAt: Timestamp
  package var difficulty: Difficulty?
  package var id: HazardID

  package init(
    level: HazardLevel, grade: RiskGrade, openedAt: Timestamp, difficulty: Difficulty? = nil, id: HazardID
  ) {
    self.level = level
    self.grade = grade
    self.openedAt = openedAt
    self.difficulty = difficulty
    self.id = id
  }

  /// Opaque to clients.
  package var description: String {
    "\(level.rawValue).\(grade.rawValue).\(openedAt.milliseconds).\(id).\(difficulty?.rawValue ?? 0)"
  }

  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 5,
      let level = UInt8(parts[0]).flatMap(HazardLevel.init(rawValue:)),
      let grade = UInt8(parts[1]).flatMap(RiskGrade.init(rawValue:)),
      let milliseconds = Int64(parts[2]), let id = HazardID(String(parts[3])),
      let difficulty = UInt8(parts[4]), difficulty == 0 || Difficulty(rawValue: difficulty) != nil
    else { return nil }
    self.init(
      level: level, grade: grade, openedAt: Timestamp(milliseconds: milliseconds),
      difficulty: Difficulty(rawValue: difficulty), id: id)
  }
}
