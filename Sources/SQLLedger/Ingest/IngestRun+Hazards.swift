import Inspection
import Ledger

/// What one transaction found of one hazard.
struct PendingHazard {
  var siteID: Int64
  var itemID: Int64
  var regionID: Int64
  var sightings: [HazardHistory.Sighting] = []
}

extension IngestRun {
  mutating func writeHazards() throws {
    // In the order of the key, for the sake of the B-tree's pages.
    let ordered = hazards.sorted { $0.key.rawValue < $1.key.rawValue }
    // Most hazards are new, so that is tried first, and for all of them, so that a database far away is waited for once.
    let found = try ordered.compactMap { id, pending in
      try HazardHistory(pending.sightings).map { history in
        try insert(history, key: id.key, pending: pending)
        return (id: id, pending: pending, history: history)
      }
    }
    for (hazard, inserted) in zip(found, try statements.insertHazard.takeChanges()) {
      if inserted == 1 {
        tallies.add(hazard.history, region: hazard.pending.regionID, item: hazard.pending.itemID)
      } else {
        try update(hazard.pending, id: hazard.id)
      }
    }
    change.hazardsTouched += hazards.count
    hazards.removeAll(keepingCapacity: true)
    for verdict in reinspections { try settle(verdict) }
    reinspections.removeAll()
  }

  /// Brings a hazard that is known already up to date.
  private func update(_ pending: PendingHazard, id: HazardID) throws {
    let known = try Row.fetchOne(
      try db.cachedStatement(sql: "SELECT site_id, item_id FROM hazard WHERE id = ?"), arguments: [id.key])
    guard let known, known[0] == pending.siteID, known[1] == pending.itemID else {
      throw LedgerError(.fingerprintCollision, "hazard \(id) belongs to another site or item")
    }
    try refresh(id.key)
  }

  /// Writes how a hazard stands by all that is known of it.
  func refresh(_ key: Int64) throws {
    let touched = try Bool.fetchOne(
      try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM rectification WHERE hazard_id = ?)"),
      arguments: [key])
    guard touched != true else {
      guard var hazard = try hazardCase(key) else { return }
      return try hazard.write(self)
    }
    guard let history = HazardHistory(try SightingRows.fetch(db, hazard: key)) else { return }
    try update(history, key: key)
  }

  /// Inserts the hazard unless it is known already.
  private func insert(_ history: HazardHistory, key: Int64, pending: PendingHazard) throws {
    try statements.insertHazard.run(
      key, pending.siteID, pending.itemID, pending.regionID, Int64(history.state.rawValue),
      Int64(history.level.rawValue), Int64(history.grade.rawValue), history.reason,
      history.firstFoundAt.milliseconds, history.openedAt.milliseconds, history.lastFoundAt.milliseconds,
      history.closedAt?.milliseconds, history.sightings, history.recurrences)
  }

  /// Writes nothing where nothing changes: triggers count what is written.
  func update(_ history: HazardHistory, key: Int64) throws {
    try db.cachedStatement(
      sql: """
        UPDATE hazard SET state = ?, level = ?, grade = ?, reason = ?, first_found_at = ?, opened_at = ?,
          last_found_at = ?, closed_at = ?, sightings = ?, recurrences = ?
        WHERE id = ? AND (state, level, grade, reason, first_found_at, opened_at, last_found_at, closed_at,
          sightings, recurrences) IS DISTINCT FROM (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: history.columns + [key] + history.columns)
  }
}

extension HazardHistory {
  /// In the order of the table, from `state` on.
  fileprivate var columns: StatementArguments {
    [
      Int64(state.rawValue), Int64(level.rawValue), Int64(grade.rawValue), reason,
      firstFoundAt.milliseconds, openedAt.milliseconds, lastFoundAt.milliseconds, closedAt?.milliseconds,
      sightings, recurrences,
    ]
  }
}
