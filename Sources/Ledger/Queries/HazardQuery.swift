package import Inspection
package import Rectification

/// Which hazards are wanted. Filters that are nil do not filter.
package struct HazardQuery: Sendable, Hashable {
  package var state: HazardState?
  package var stage: RectificationState?
  /// Who answers for it.
  package var owner: String?
  package var level: HazardLevel?
  package var grade: RiskGrade?
  /// A region, with everything below it.
  package var region: String?
  package var site: String?
  package var item: String?
  /// Hazards that this campaign found.
  package var campaign: String?
  /// 1...`maximumLimit`.
  package var limit: Int
  package var after: HazardCursor?

  package static let maximumLimit = 1_000

  package init(
    state: HazardState? = nil, stage: RectificationState? = nil, owner: String? = nil,
    level: HazardLevel? = nil, grade: RiskGrade? = nil, region: String? = nil, site: String? = nil,
    item: String? = nil, campaign: String? = nil, limit: Int = 50,
    after: HazardCursor? = nil
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
    self.limit = limit
    self.after = after
  }
}

/// Where a page of hazards ended: worst level first, then worst grade, then the longest open.
package struct HazardCursor: Sendable, Hashable, CustomStringConvertible {
  package var level: HazardLevel
  package var grade: RiskGrade
  package var openedAt: Timestamp
  package var id: HazardID

  package init(level: HazardLevel, grade: RiskGrade, openedAt: Timestamp, id: HazardID) {
    self.level = level
    self.grade = grade
    self.openedAt = openedAt
    self.id = id
  }

  /// Opaque to clients.
  package var description: String {
    "\(level.rawValue).\(grade.rawValue).\(openedAt.milliseconds).\(id)"
  }

  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4,
      let level = UInt8(parts[0]).flatMap(HazardLevel.init(rawValue:)),
      let grade = UInt8(parts[1]).flatMap(RiskGrade.init(rawValue:)),
      let milliseconds = Int64(parts[2]), let id = HazardID(String(parts[3]))
    else { return nil }
    self.init(level: level, grade: grade, openedAt: Timestamp(milliseconds: milliseconds), id: id)
  }
}
