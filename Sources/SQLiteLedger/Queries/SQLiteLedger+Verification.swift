import GRDB
import Inspection
import Ledger

extension SQLiteLedger {
  package func digest() async throws -> String {
    try await pool.read { db in
      var digest = Digest()
      for query in Self.canonicalDump {
        let rows = try Row.fetchCursor(db, sql: query)
        while let row = try rows.next() {
          for value in row.databaseValues { digest.update(lengthPrefixed: Array(value.description.utf8)) }
        }
        digest.update(lengthPrefixed: [])
      }
      return digest.hex()
    }
  }

  /// Everything the ledger says, by natural keys. Left out is what depends on when and where work ran: row ids,
  /// offsets, the worker's name, and the time of completion.
  private static let canonicalDump = [
    """
    SELECT campaign.code, campaign.title, checklist.digest, register_digest, sites, tasks, checks, task_digest,
      opened_at, sealed_at, completed_at IS NOT NULL, checked, dead, cancelled
    FROM campaign JOIN checklist ON checklist.id = checklist_id ORDER BY campaign.code
    """,
    """
    SELECT campaign.code, result.seq, result.outcome, site.code, observed_at, result.checks
    FROM result JOIN campaign ON campaign.id = campaign_id JOIN site ON site.id = site_id
    ORDER BY campaign.code, result.seq
    """,
    """
    SELECT campaign.code, item.checklist, item.code, \(OutcomeColumns.list)
    FROM campaign_item JOIN campaign ON campaign.id = campaign_id JOIN item ON item.id = item_id
    ORDER BY campaign.code, item.checklist, item.code
    """,
    """
    SELECT campaign.code, region.code, \(OutcomeColumns.list)
    FROM campaign_region JOIN campaign ON campaign.id = campaign_id JOIN region ON region.id = region_id
    ORDER BY campaign.code, region.code
    """,
    """
    SELECT region.code, region.name, region.level, parent.code FROM region
    LEFT JOIN region AS parent ON parent.id = region.parent_id ORDER BY region.code
    """,
    """
    SELECT site.code, site.name, region.code, type, latitude, longitude, owner
    FROM site JOIN region ON region.id = region_id ORDER BY site.code
    """,
    """
    SELECT hazard.id, site.code, item.checklist, item.code, region.code, state, hazard.level, hazard.grade,
      hazard.reason, first_found_at, opened_at, last_found_at, closed_at, sightings, recurrences
    FROM hazard JOIN site ON site.id = site_id JOIN item ON item.id = item_id
    JOIN region ON region.id = hazard.region_id ORDER BY hazard.id
    """,
    """
    SELECT hazard_id, kind, at, found_day, campaign.code, seq, level, grade, person, reason, evidence
    FROM event JOIN campaign ON campaign.id = campaign_id
    ORDER BY hazard_id, at, kind, campaign.code, seq
    """,
  ]

  package func verify() async throws -> [String] {
    try await pool.read { db in
      var broken: [String] = []
      for invariant in Self.invariants {
        let count = try Int.fetchOne(db, sql: invariant.violations) ?? 0
        if count > 0 { broken.append("\(invariant.statement): broken \(count) times") }
      }
      return broken
    }
  }

  private struct Invariant {
    /// What must hold.
    var statement: String
    /// Counts where it does not.
    var violations: String
  }

  private static let invariants = [
    Invariant(
      statement: "a campaign's outcomes are its distinct results",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE checked + dead + cancelled
          <> (SELECT COUNT(*) FROM result WHERE campaign_id = campaign.id)
        """),
    Invariant(
      statement: "a campaign has no more outcomes than tasks",
      violations: "SELECT COUNT(*) FROM campaign WHERE checked + dead + cancelled > tasks"),
    Invariant(
      statement: "a campaign is complete when and only when it is sealed and every outcome is in",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE (completed_at IS NOT NULL)
          <> (sealed_at IS NOT NULL AND checked + dead + cancelled = tasks)
        """),
    Invariant(
      statement: "a campaign's checks by item are the checks of its results",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT TOTAL(\(OutcomeColumns.sum)) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT TOTAL(checks) FROM result WHERE campaign_id = campaign.id AND outcome = 0)
        """),
    Invariant(
      statement: "a campaign's checks by region are its checks by item",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT TOTAL(\(OutcomeColumns.sum)) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT TOTAL(\(OutcomeColumns.sum)) FROM campaign_region WHERE campaign_id = campaign.id)
        """),
    Invariant(
      statement: "every failed check is one found event",
      violations: """
        SELECT COUNT(*) FROM campaign WHERE
          (SELECT TOTAL(fail) FROM campaign_item WHERE campaign_id = campaign.id)
          <> (SELECT COUNT(*) FROM event WHERE kind = 0 AND campaign_id = campaign.id)
        """),
    Invariant(
      statement: "a hazard's sightings are its found events",
      violations: """
        SELECT COUNT(*) FROM hazard WHERE sightings
          <> (SELECT COUNT(*) FROM event WHERE kind = 0 AND hazard_id = hazard.id)
        """),
    Invariant(
      statement: "every event belongs to a hazard",
      violations: "SELECT COUNT(*) FROM event WHERE hazard_id NOT IN (SELECT id FROM hazard)"),
    Invariant(
      statement: "no hazard is closed before all its findings were accepted",
      violations: """
        SELECT COUNT(*) FROM hazard WHERE state = 1
          AND sightings <> (SELECT COUNT(*) FROM event WHERE kind = 1 AND hazard_id = hazard.id)
        """),
  ]
}
