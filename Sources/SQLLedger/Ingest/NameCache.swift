import Inspection
import Ledger

/// Row ids of what records name by code.
struct NameCache {
  struct SiteRow {
    var id: Int64
    var regionID: Int64
    /// Whether it is known to have a verdict.
    var isInspected = false
  }

  var sites: [String: SiteRow] = [:]
  var regions: [String: Int64] = [:]
  var campaigns: [String: CampaignRow] = [:]
  var inspectors: [String: Int64] = [:]
  /// The policy in force; only looked at once `forgetWhatOthersChanged` was called.
  var policy: PolicyInForce?
  private var revision: Revision?

  /// Sites are forgotten beyond this number, to bound the memory.
  private static let siteLimit = 500_000

  mutating func note(_ row: SiteRow, site: String) {
    if sites.count >= Self.siteLimit { sites.removeAll() }
    sites[site] = row
  }

  /// How often what is remembered has changed in the database.
  private struct Revision {
    /// Raised when sites change.
    var register: Int64
    /// The last policy's row id; 0 before the first.
    var policy: Int64
  }

  /// Another process may have written since this one did last. Row ids never change, and a campaign does not once it is
  /// open, but sites move and policies follow each other. Within the transaction, which nobody else writes during, what
  /// is remembered holds.
  mutating func forgetWhatOthersChanged(_ db: Database) throws {
    let row = try Row.fetchOne(
      try db.cachedStatement(
        sql: """
          SELECT (SELECT register FROM revision), (SELECT COALESCE(MAX(id), 0) FROM policy)
          """))
    let current = Revision(register: row?[0] ?? 0, policy: row?[1] ?? 0)
    if revision?.register != current.register { sites.removeAll() }
    if revision?.policy != current.policy { policy = try PolicyInForce.fetch(db) }
    revision = current
  }

  /// Tells other processes that a site has changed.
  mutating func raiseRevision(_ db: Database) throws {
    try db.cachedStatement(sql: "UPDATE revision SET register = register + 1").execute()
    revision?.register += 1
  }

  mutating func note(_ policy: PolicyInForce, id: Int64) {
    self.policy = policy
    revision?.policy = id
  }
}

/// What applying a result needs to know of its campaign; shared, since a copy for each result would cost as much as its
/// row's index.
final class CampaignRow: Sendable {
  let id: Int64
  let checklist: String
  let tasks: UInt64
  /// By position in the checklist.
  let items: [ItemRow]
  /// Of its checklist; empty for most.
  let combinations: [Criterion]
  /// Whether its checklist judges findings by the type of the site.
  let judgesByType: Bool
  /// Of the items, by row id; only where there are combinations.
  let categories: [Int64: String]
  /// Whether the ledger itself asked for it.
  let isReinspection: Bool
  /// Whether somebody's report became it.
  let isReport: Bool
  /// Whether none of its passes is assumed.
  let passesAreObserved: Bool

  struct ItemRow: Sendable {
    var id: Int64
    var code: String
  }

  /// - Returns: nil for a campaign that was not opened.
  init?(_ db: Database, code: String) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT campaign.id, checklist.code, campaign.tasks, checklist.id, checklist.rules,
          EXISTS (SELECT 1 FROM reinspection WHERE reinspection.campaign = campaign.code),
          campaign.passes_observed
        FROM campaign JOIN checklist ON checklist.id = campaign.checklist_id WHERE campaign.code = ?
        """, arguments: [code])
    guard let row else { return nil }
    let rules = try RuleText.read(ChecklistRules.self, row[4])
    id = row[0]
    checklist = row[1]
    tasks = UInt64(row[2] as Int64)
    items = try Self.items(db, checklist: row[3])
    combinations = rules?.criteria?.combinations ?? []
    judgesByType = rules?.judgesByType ?? false
    categories = combinations.isEmpty ? [:] : try Self.categories(db, checklist: row[3])
    isReinspection = row[5]
    isReport = code.hasPrefix(Reinspection.Kind.report.idPrefix)
    passesAreObserved = row[6]
  }

  private static func items(_ db: Database, checklist: Int64) throws -> [ItemRow] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT item.id, item.code FROM checklist_item JOIN item ON item.id = item_id
        WHERE checklist_id = ? ORDER BY position
        """, arguments: [checklist]
    ).map { ItemRow(id: $0[0], code: $0[1]) }
  }

  private static func categories(_ db: Database, checklist: Int64) throws -> [Int64: String] {
    var categories: [Int64: String] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT item_id, rule FROM checklist_item WHERE checklist_id = ?", arguments: [checklist])
    while let row = try rows.next() {
      categories[row[0]] = try RuleText.read(ItemRule.self, row[1])?.category ?? ""
    }
    return categories
  }
}
