import Inspection
import Ledger

/// What a campaign's items came to at one site, by position in the checklist.
struct SiteItems {
  /// One task's result there, with all that decided more of its items later.
  struct Part {
    var seq: Int64
    /// The highest that is known.
    var generation: Int64
    var observedAt: Int64
    var outcomes: [Int: CheckOutcome] = [:]
  }

  /// Where an item is to be decided, or was.
  struct Place {
    var seq: Int64
    var outcome: CheckOutcome
  }

  /// By the time of the inspection.
  private(set) var parts: [Part] = []
  private(set) var places: [Int: Place] = [:]

  /// - Throws: `LedgerError` with code `damagedLog` for what nobody can have written.
  static func fetch(_ db: Database, campaign: Int64, site: Int64) throws -> SiteItems {
    var items = SiteItems()
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT seq, generation, observed_at, scope FROM result
          WHERE site_id = ? AND outcome = 0 AND campaign_id = ? AND scope IS NOT NULL ORDER BY observed_at, seq
          """), arguments: [site, campaign])
    for row in rows {
      var part = Part(seq: row[0], generation: row[1], observedAt: row[2])
      part.outcomes = try ResultScope(row[3]).outcomes
      for more in try SupplementRows.fetch(db, campaign: campaign, seq: part.seq) {
        part.generation = max(part.generation, more.generation)
        part.outcomes.merge(try more.scope.outcomes) { _, later in later }
      }
      items.parts.append(part)
    }
    try items.fail(db, campaign: campaign, site: site)
    items.place()
    return items
  }

  /// Results say which items neither passed nor failed; which ones failed, their findings say.
  private mutating func fail(_ db: Database, campaign: Int64, site: Int64) throws {
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT event.seq, checklist_item.position FROM hazard JOIN event ON event.hazard_id = hazard.id
          JOIN campaign ON campaign.id = event.campaign_id
          JOIN checklist_item ON checklist_item.checklist_id = campaign.checklist_id
            AND checklist_item.item_id = hazard.item_id
          WHERE hazard.site_id = ? AND event.kind = 0 AND event.campaign_id = ?
          """), arguments: [site, campaign])
    for row in rows {
      guard let index = parts.firstIndex(where: { $0.seq == row[0] }) else { continue }
      parts[index].outcomes[row[1]] = .fail
    }
  }

  /// What was decided stands before what was not, and the later inspection before the earlier.
  private mutating func place() {
    for part in parts {
      for (position, outcome) in part.outcomes {
        if outcome.isOpen, let known = places[position], !known.outcome.isOpen { continue }
        places[position] = Place(seq: part.seq, outcome: outcome)
      }
    }
  }
}

extension ResultScope {
  /// By position; what failed is among the passes.
  var outcomes: [Int: CheckOutcome] {
    var outcomes: [Int: CheckOutcome] = [:]
    for position in ranges.joined() { outcomes[position] = .pass }
    for exception in exceptions { outcomes[exception.item] = exception.outcome }
    return outcomes
  }
}
