import Inspection
package import Ledger

extension SQLLedger {
  package func sites(_ query: SiteQuery) async throws -> SitePage {
    try await database.read { db in
      var conditions: [String] = []
      var arguments: StatementArguments = []
      if let region = query.region {
        conditions.append("site.region_id IN (\(HazardFilter.subtree))")
        arguments += [region]
      }
      if let site = query.site {
        conditions.append("site.code = ?")
        arguments += [site]
      }
      switch query.colour {
      case .grade(let grade):
        conditions.append("\(Self.colour) = ?")
        arguments += [Int64(grade.rawValue)]
      case .some(.none): conditions.append("\(Self.colour) IS NULL")
      case nil: break
      }
      func clause() -> String {
        conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      }
      let total = try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM site \(clause())", arguments: arguments)
      if let after = query.after {
        conditions.append("site.code > ?")
        arguments += [after]
      }
      let limit = min(max(1, query.limit), SiteQuery.maximumLimit)
      let rows = try Row.fetchAll(
        db, sql: "\(Self.siteSelect) \(clause()) ORDER BY site.code LIMIT \(limit + 1)", arguments: arguments)
      let sites = rows.prefix(limit).map(Self.site)
      return SitePage(sites: sites, next: rows.count > limit ? sites.last?.id : nil, total: total ?? 0)
    }
  }

  /// The worst open hazard; NULL without any.
  private static let colour =
    "(SELECT MAX(grade) FROM hazard WHERE hazard.site_id = site.id AND hazard.state = 0)"

  static let siteSelect = """
    SELECT site.code, site.name, site.type, region.code, region.name, \(colour),
      (SELECT COUNT(*) FROM hazard WHERE hazard.site_id = site.id),
      (SELECT COUNT(*) FROM hazard WHERE hazard.site_id = site.id AND hazard.state = 0),
      (SELECT COUNT(*) FROM hazard WHERE hazard.site_id = site.id AND hazard.state = 0 AND hazard.level = 2)
    FROM site JOIN region ON region.id = site.region_id
    """

  static func site(_ row: Row) -> SiteSummary {
    SiteSummary(
      id: row[0], name: row[1], type: row[2], region: row[3], regionName: row[4],
      colour: (row[5] as UInt8?).flatMap(RiskGrade.init(rawValue:)), hazards: row[6], open: row[7],
      openMajor: row[8])
  }
}
