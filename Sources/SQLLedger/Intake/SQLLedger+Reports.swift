import Inspection
package import Ledger
import Rectification

extension SQLLedger: ReportBook {
  static let serviceColumns =
    "item.checklist, item.code, item.text, item.section_title, item.category, item.department"

  /// - Parameters:
  ///   - row: that begins with `serviceColumns`.
  ///   - rule: nil in ledgers of older programs.
  static func service(_ row: Row, rule: ItemRule?) -> ReportService {
    ReportService(
      checklist: row[0], item: row[1], text: row[2], section: row[3], category: row[4], department: row[5],
      requirement: rule?.requirement ?? "yes", hasProbe: !(rule?.probe ?? "").isEmpty)
  }

  package func reportServices() async throws -> [ReportService] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.serviceColumns), checklist_item.rule
          FROM (SELECT item_id, MAX(checklist_id) AS checklist_id FROM checklist_item GROUP BY item_id) AS newest
          JOIN checklist_item ON checklist_item.item_id = newest.item_id
            AND checklist_item.checklist_id = newest.checklist_id
          JOIN item ON item.id = newest.item_id ORDER BY item.checklist, checklist_item.position
          """
      ).map { Self.service($0, rule: try RuleText.read(ItemRule.self, $0[6])) }
    }
  }

  package func reports(_ query: ReportQuery) async throws -> [FiledReport] {
    try await database.read { db in
      let filter = ReportFilter(query)
      let rows = try Row.fetchAll(
        db,
        sql: """
          \(Self.reportSelect) \(filter.clause) ORDER BY report.at DESC, report.taken_at DESC, report.campaign
          LIMIT \(min(max(1, query.limit), ReportQuery.maximumLimit))
          """, arguments: filter.arguments)
      return try rows.map { try Self.report(db, $0) }
    }
  }

  static let reportSelect = """
    SELECT \(serviceColumns), checklist_item.rule, report.campaign, report.at, report.taken_at, site.code,
      site.name, region.code, region.name, site.latitude, site.longitude, report.distance,
      report.description, report.person, report.role, report.channel, report.evidence, report.instant,
      report.state, report.reason, report.decided_at, report.hazard_id
    FROM incoming_report AS report JOIN item ON item.id = report.item_id
    JOIN checklist_item ON checklist_item.checklist_id = report.checklist_id
      AND checklist_item.position = report.position
    JOIN site ON site.id = report.site_id JOIN region ON region.id = site.region_id
    LEFT JOIN hazard ON hazard.id = report.hazard_id
    LEFT JOIN rectification ON rectification.hazard_id = report.hazard_id
    """

  private static func report(_ db: Database, _ row: Row) throws -> FiledReport {
    let hazard = try (row[26] as Int64?).flatMap { try hazardSummary(db, $0) }
    return FiledReport(
      id: row[7], at: Timestamp(milliseconds: row[8]), takenAt: Timestamp(milliseconds: row[9]),
      service: service(row, rule: try RuleText.read(ItemRule.self, row[6])), site: row[10], siteName: row[11],
      region: row[12], regionName: row[13], position: position(row[14], row[15]), distance: row[16],
      description: row[17], person: row[18], role: row[19],
      channel: HazardReport.Channel(rawValue: row[20]) ?? .api,
      evidence: (row[21] as String).split(separator: "\n").map(String.init), isInstant: row[22],
      state: FiledReport.State(rawValue: row[23]) ?? .pending, reason: row[24],
      decidedAt: (row[25] as Int64?).map(Timestamp.init(milliseconds:)), hazard: hazard)
  }

  private static func position(_ latitude: Double?, _ longitude: Double?) -> Site.Position? {
    guard let latitude, let longitude else { return nil }
    return Site.Position(latitude: latitude, longitude: longitude)
  }

  /// The reports of which control has not told yet that they were sent.
  package func outstandingReports(limit: Int) async throws -> [Reinspection] {
    try await database.readLatest { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT report.campaign, checklist.digest, report.at, site.code, site.type, region.code, site.address,
            report.position, report.instant, checklist_item.rule, report.observation, report.person,
            report.evidence, item.checklist, item.code
          FROM incoming_report AS report JOIN checklist ON checklist.id = report.checklist_id
          JOIN checklist_item ON checklist_item.checklist_id = report.checklist_id
            AND checklist_item.position = report.position
          JOIN item ON item.id = report.item_id JOIN site ON site.id = report.site_id
          JOIN region ON region.id = site.region_id
          WHERE report.state = 0 AND NOT EXISTS (
            SELECT 1 FROM campaign WHERE campaign.code = report.campaign AND sealed_at IS NOT NULL
          ) ORDER BY report.at, report.campaign LIMIT ?
          """, arguments: [limit]
      ).map(Self.reportedTask)
    }
  }

  /// What the owner of the smallest unit reports, and what would be a major hazard, is looked at before others.
  private static func reportedTask(_ row: Row) throws -> Reinspection {
    let rule = try RuleText.read(ItemRule.self, row[9])
    let at = Timestamp(milliseconds: row[2])
    let site = SiteReference(id: row[3], type: row[4], region: row[5], address: row[6])
    return Reinspection(
      campaign: row[0], checklistDigest: row[1], askedAt: at,
      tasks: [
        Reinspection.Task(
          hazard: HazardID(site: site.id, checklist: row[13], item: row[14]), site: site, item: row[7],
          isUrgent: row[8] || rule?.level == .major, at: at, observation: row[10], observer: row[11],
          evidence: (row[12] as String).split(separator: "\n").map(String.init))
      ], kind: .report)
  }
}

/// A report query's conditions as SQL.
private struct ReportFilter {
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments = []

  /// Open is what no worker has decided yet, and what is an open hazard that nobody dismissed.
  private static let open = """
    (report.state = 0 OR report.state = 1 AND hazard.state = 0
      AND COALESCE(rectification.state, 0) NOT IN (6, 7))
    """

  init(_ query: ReportQuery) {
    add("report.campaign", among: query.ids)
    add("item.checklist || ':' || item.code", among: query.codes)
    if let isOpen = query.isOpen { conditions.append(isOpen ? Self.open : "NOT \(Self.open)") }
    if let site = query.site { add("site.code = ?", site) }
    if let region = query.region { add("site.region_id IN (\(HazardFilter.subtree))", region) }
    if let from = query.from { add("report.at >= ?", from.milliseconds) }
    if let to = query.to { add("report.at <= ?", to.milliseconds) }
  }

  var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

  private mutating func add(_ column: String, among values: [String]?) {
    guard let values else { return }
    let marks = values.map { _ in "?" }.joined(separator: ", ")
    conditions.append(values.isEmpty ? "1 = 0" : "\(column) IN (\(marks))")
    arguments += StatementArguments(values)
  }

  private mutating func add(_ condition: String, _ argument: any SQLConvertible) {
    conditions.append(condition)
    arguments += [argument]
  }
}
