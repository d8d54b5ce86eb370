import Figures
import Inspection
package import Ledger

extension SQLLedger {
  package func signals(_ query: SignalQuery) async throws -> Signals? {
    try await database.read { db in
      let index = try RegionIndex.fetch(db)
      guard let groups = RegionGroups(region: query.region, index) else { return nil }
      let search = SignalSearch(db: db, groups: groups, query: query)
      let failing = try search.failing()
      return Signals(
        failing: failing, fast: try search.fast(), allPass: try search.allPass(failing),
        reused: try search.reused())
    }
  }
}

/// Looks for signs of gaming.
private struct SignalSearch {
  let db: Database
  let groups: RegionGroups
  let query: SignalQuery

  private var period: StatementArguments {
    [query.since?.milliseconds ?? Int64.min, query.at?.milliseconds ?? Int64.max]
  }

  /// Results with a verdict, in the region and period.
  private var results: String { results(also: "") }

  private func results(also join: String) -> String {
    """
    FROM \(SupplementRows.checked(
      "site_id, inspector_id, observed_at, decided, failed",
      where: "decided > 0 AND observed_at BETWEEN ?1 AND ?2")) AS result
    JOIN site ON site.id = result.site_id \(join) WHERE \(groups.condition("site.region_id"))
    """
  }

  func failing() throws -> Share {
    let row = try Row.fetchOne(
      db, sql: "SELECT COALESCE(SUM(failed), 0), COALESCE(SUM(decided), 0) \(results)", arguments: period)
    return Share(row?[0] ?? 0, of: row?[1] ?? 0)
  }

  /// Tasks of one inspection are one visit: they share their site and time.
  func fast() throws -> [Signals.Fast] {
    try Row.fetchAll(
      db,
      sql: """
        WITH visit AS (
          SELECT DISTINCT result.inspector_id AS inspector, result.site_id AS site, result.observed_at AS at \(results)
        ), step AS (
          SELECT inspector, site <> LAG(site) OVER walk AS moved, at - LAG(at) OVER walk AS took
          FROM visit WINDOW walk AS (PARTITION BY inspector ORDER BY at, site)
        )
        SELECT inspector.name, COUNT(*) FILTER (WHERE took < ?3), COUNT(*), MIN(took) FROM step
        JOIN inspector ON inspector.id = step.inspector
        WHERE moved AND inspector.name <> '' GROUP BY inspector.id
        HAVING COUNT(*) FILTER (WHERE took < ?3) > 0
        ORDER BY 2 DESC, inspector.name LIMIT ?4
        """, arguments: period + [query.fast, query.limit]
    ).map { Signals.Fast(inspector: $0[0], steps: Share($0[1], of: $0[2]), shortest: $0[3]) }
  }

  func allPass(_ failing: Share) throws -> [Signals.AllPass] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT inspector.name, COUNT(DISTINCT result.site_id || ' ' || result.observed_at), SUM(decided)
        \(results(also: "JOIN inspector ON inspector.id = result.inspector_id")) AND inspector.name <> ''
        GROUP BY inspector.id HAVING SUM(failed) = 0 ORDER BY 3 DESC, inspector.name
        """, arguments: period)
    let suspects = rows.compactMap { row -> Signals.AllPass? in
      guard let chance = PassRun.chance(of: row[2], failing: failing), chance < PassRun.suspicion else {
        return nil
      }
      return Signals.AllPass(inspector: row[0], inspections: row[1], checks: row[2], chance: chance)
    }
    return Array(suspects.prefix(query.limit))
  }

  /// In two passes: which evidence is there twice, by a short hash of it, and then what these are in full.
  func reused() throws -> [Signals.Reuse] {
    var first: [Int: Int64] = [:]
    var twice: Set<Int> = []
    try forEachEvidence { evidence, hazard, _ in
      let hash = evidence.hashValue
      if let known = first[hash] {
        if known != hazard { twice.insert(hash) }
      } else {
        first[hash] = hazard
      }
    }
    var found: [String: (hazards: Set<Int64>, sites: Set<Int64>)] = [:]
    try forEachEvidence { evidence, hazard, site in
      guard twice.contains(evidence.hashValue) else { return }
      found[evidence, default: ([], [])].hazards.insert(hazard)
      found[evidence, default: ([], [])].sites.insert(site)
    }
    let reused = found.filter { $0.value.hazards.count > 1 }.sorted {
      ($1.value.sites.count, $1.value.hazards.count, $0.key)
        < ($0.value.sites.count, $0.value.hazards.count, $1.key)
    }
    return reused.prefix(query.limit).map { evidence, use in
      let hazards = use.hazards.map { HazardID(rawValue: UInt64(bitPattern: $0)) }
      return Signals.Reuse(
        evidence: evidence, hazards: hazards.sorted { $0.rawValue < $1.rawValue }, sites: use.sites.count)
    }
  }

  /// Evidence of findings and of what was done; a photo of one inspection may show several of its hazards.
  private func forEachEvidence(_ body: (String, Int64, Int64) -> Void) throws {
    for table in ["event", "rectification_event"] {
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT evidence, hazard.id, hazard.site_id FROM \(table) JOIN hazard ON hazard.id = \(table).hazard_id
          WHERE evidence <> '' AND at BETWEEN ?1 AND ?2 AND \(groups.condition("hazard.region_id"))
          """, arguments: period)
      while let row = try rows.next() {
        for reference in (row[0] as String).split(separator: "\n") {
          body(Self.identity(String(reference)), row[1], row[2])
        }
      }
    }
  }

  /// The content's hash where there is one, whatever the file is called.
  private static func identity(_ reference: String) -> String {
    guard let known = try? EvidenceReference(reference) else { return reference }
    return "sha256:\(known.sha256)"
  }
}
