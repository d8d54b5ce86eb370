import Inspection
package import Ledger
import Rectification

extension SQLLedger: NetworkBook {
  package func network(_ query: NetworkQuery) async throws -> [NetworkView.Row]? {
    try await database.read { db in
      if let region = query.region,
        try Int64.fetchOne(db, sql: "SELECT id FROM region WHERE code = ?", arguments: [region]) == nil
      {
        return nil
      }
      let rows =
        switch query.view {
        case .finds(let finder): try NetworkCounts(db, query).finds(finder)
        case .fixes(let fixer): try NetworkCounts(db, query).fixes(fixer)
        case .answers(.called): try NetworkCounts(db, query).called()
        case .answers(let answerer): try NetworkCounts(db, query).answers(answerer)
        }
      return Array(rows.prefix(max(1, query.limit)))
    }
  }
}

/// Counts who finds, who fixes, and who answers.
private struct NetworkCounts {
  let db: Database
  let query: NetworkQuery

  init(_ db: Database, _ query: NetworkQuery) {
    self.db = db
    self.query = query
  }

  /// - Parameter column: of a region.
  private func condition(_ column: String) -> String {
    query.region == nil ? "1 = 1" : "\(column) IN (\(HazardFilter.subtree))"
  }

  private var region: StatementArguments { query.region.map { [$0] } ?? [] }

  private func span(_ column: String) -> String { "\(column) BETWEEN ? AND ?" }

  private var span: StatementArguments {
    [query.from?.milliseconds ?? Int64.min, query.to?.milliseconds ?? Int64.max]
  }

  /// - Parameter sql: gives a name and counts.
  private func rows(_ sql: String, _ arguments: StatementArguments) throws -> [NetworkView.Row] {
    let count = query.view.columns.count
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      NetworkView.Row(name: row[0], counts: (1...count).map { row[$0] })
    }
  }

  // MARK: - Who finds

  func finds(_ finder: NetworkView.Finder) throws -> [NetworkView.Row] {
    let source = """
      CASE WHEN EXISTS (SELECT 1 FROM incoming_report WHERE incoming_report.campaign = campaign.code)
        THEN 'report'
      WHEN EXISTS (SELECT 1 FROM reinspection WHERE reinspection.campaign = campaign.code)
        THEN 're-inspection'
      ELSE 'campaign' END
      """
    // What was found later was found by another worker than what the task's result says.
    let worker = """
      COALESCE((SELECT worker FROM supplement WHERE supplement.campaign_id = event.campaign_id
        AND supplement.seq = event.seq AND supplement.found_at = event.at ORDER BY number LIMIT 1), result.worker)
      """
    let (checked, found) =
      switch finder {
      case .inspector: ("COALESCE(inspector.name, '')", "event.person")
      case .source: (source, source)
      case .worker: ("result.worker", worker)
      }
    // Two kinds of rows are counted apart, and added by name.
    return try rows(
      """
      SELECT name, SUM(tasks), SUM(sites), SUM(findings), SUM(hazards), SUM(firsts), SUM(majors), SUM(opens),
        SUM(dismissals) FROM (
        SELECT \(checked) AS name, COUNT(*) AS tasks, COUNT(DISTINCT result.site_id) AS sites, 0 AS findings,
          0 AS hazards, 0 AS firsts, 0 AS majors, 0 AS opens, 0 AS dismissals
        FROM \(SupplementRows.checked("campaign_id, site_id, inspector_id, worker, observed_at")) AS result
        JOIN campaign ON campaign.id = result.campaign_id JOIN site ON site.id = result.site_id
        LEFT JOIN inspector ON inspector.id = result.inspector_id
        WHERE \(condition("site.region_id")) AND \(span("result.observed_at"))
        GROUP BY 1
        UNION ALL
        SELECT \(found) AS name, 0, 0, COUNT(*), COUNT(DISTINCT hazard.id),
          COUNT(DISTINCT CASE WHEN event.at = hazard.first_found_at THEN hazard.id END),
          SUM(CASE WHEN event.level = \(HazardLevel.major.rawValue) THEN 1 ELSE 0 END),
          COUNT(DISTINCT CASE WHEN hazard.state = 0 THEN hazard.id END),
          COUNT(DISTINCT CASE WHEN hazard.state = 2 THEN hazard.id END)
        FROM event JOIN hazard ON hazard.id = event.hazard_id
        JOIN campaign ON campaign.id = event.campaign_id
        JOIN result ON result.campaign_id = event.campaign_id AND result.seq = event.seq
        WHERE event.kind = 0 AND \(condition("hazard.region_id")) AND \(span("event.at"))
        GROUP BY 1
      ) AS counted GROUP BY name ORDER BY SUM(findings) DESC, SUM(tasks) DESC, name
      """, region + span + region + span)
  }

  // MARK: - Who fixes

  /// As hazards are shown: the department that was named, or else the checklist item's.
  private static let department = """
    COALESCE(NULLIF(rectification.department, ''), item.department)
    """
  private static let pending = "hazard.state = 0 AND COALESCE(rectification.state, 0) IN (0, 1, 2, 8)"

  private func count(_ condition: String) -> String { "SUM(CASE WHEN \(condition) THEN 1 ELSE 0 END)" }

  func fixes(_ fixer: NetworkView.Fixer) throws -> [NetworkView.Row] {
    let name = fixer == .owner ? "COALESCE(rectification.owner, '')" : Self.department
    return try rows(
      """
      SELECT \(name) AS name, COUNT(*), \(count(Self.pending)),
        \(count("\(Self.pending) AND rectification.due_at < ?")),
        \(count("hazard.state = 0 AND rectification.state = 3")),
        \(count("hazard.state = 0 AND rectification.state = 5")), \(count("hazard.state = 1")),
        \(count("hazard.state = 1 AND hazard.closed_at <= rectification.due_at")),
        \(count("hazard.state = 1 AND hazard.closed_at > rectification.due_at")),
        COALESCE(SUM(rectification.failures), 0), SUM(hazard.recurrences)
      FROM hazard JOIN item ON item.id = hazard.item_id
      LEFT JOIN rectification ON rectification.hazard_id = hazard.id
      WHERE hazard.state <> 2 AND \(condition("hazard.region_id"))
      GROUP BY 1 ORDER BY 3 DESC, 2 DESC, 1
      """, [query.now.milliseconds] + region)
  }

  // MARK: - Who answers

  func answers(_ answerer: NetworkView.Answerer) throws -> [NetworkView.Row] {
    let name =
      switch answerer {
      case .executive: "rectification.executive"
      case .told: "rectification.escalated_to"
      case .owner, .called: "COALESCE(rectification.owner, '')"
      }
    // Nobody took charge of most hazards, and nobody was told: they would be the first row.
    let named = answerer == .owner ? "1 = 1" : "\(name) <> ''"
    return try rows(
      """
      SELECT \(name) AS name, COUNT(*), \(count("hazard.level = \(HazardLevel.major.rawValue)")),
        \(count("\(Self.pending) AND rectification.due_at < ?")), \(count("rectification.escalations > 0")),
        \(count("rectification.extensions > 0")), \(count("rectification.supervised_since IS NOT NULL")),
        \(count("rectification.green_channel = 1"))
      FROM hazard LEFT JOIN rectification ON rectification.hazard_id = hazard.id
      WHERE hazard.state = 0 AND \(named) AND \(condition("hazard.region_id"))
      GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 1
      """, [query.now.milliseconds] + region)
  }

  func called() throws -> [NetworkView.Row] {
    try rows(
      """
      SELECT call.department, COUNT(DISTINCT call.hazard_id), COUNT(*), \(count("call.checked_in_at IS NOT NULL")),
        \(count("COALESCE(call.checked_in_at, ?) > call.due_at")), \(count("call.checked_in_at IS NULL"))
      FROM department_call AS call JOIN hazard ON hazard.id = call.hazard_id
      WHERE hazard.state = 0 AND \(condition("hazard.region_id"))
      GROUP BY 1 ORDER BY 6 DESC, 5 DESC, 1
      """, [query.now.milliseconds] + region)
  }
}
