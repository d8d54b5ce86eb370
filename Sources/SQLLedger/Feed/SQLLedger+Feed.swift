import Inspection
package import Ledger
import Rectification

extension SQLLedger: HazardFeed {
  package func feedPosition(of reader: String) async throws -> FeedPosition? {
    try await database.read { try Self.feedPosition($0, of: reader) }
  }

  package func feedEnd() async throws -> FeedPosition {
    try await database.read { db in
      FeedPosition(
        recorded: try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM event") ?? 0,
        done: try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM feed_action") ?? 0)
    }
  }

  package func moveFeed(of reader: String, from: FeedPosition?, to: FeedPosition) async throws -> Bool {
    try await database.write { try Self.moveFeed($0, of: reader, from: from, to: to) }
  }

  static func moveFeed(
    _ db: Database, of reader: String, from: FeedPosition?, to: FeedPosition
  ) throws -> Bool {
    guard try feedPosition(db, of: reader) == from else { return false }
    try db.cachedStatement(
      sql: """
        INSERT INTO feed_reader VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET recorded = excluded.recorded, done = excluded.done
        """
    )
    .execute(arguments: [reader, to.recorded, to.done])
    return true
  }

  private static func feedPosition(_ db: Database, of reader: String) throws -> FeedPosition? {
    try Row.fetchOne(db, sql: "SELECT recorded, done FROM feed_reader WHERE name = ?", arguments: [reader])
      .map { FeedPosition(recorded: $0[0], done: $0[1]) }
  }

  package func changes(after position: FeedPosition, limit: Int) async throws -> HazardChanges {
    try await database.read { db in
      var reading = FeedReading(db)
      var recorded = try FeedReading.recorded(db, after: position.recorded, limit: limit)[...]
      var done = try FeedReading.done(db, after: position.done, limit: limit)[...]
      var found = HazardChanges(changes: [], end: position)
      while found.changes.count < limit {
        // What was done comes behind what had been recorded by then.
        if let action = done.first, recorded.first.map({ ($0[0] as Int64) > action.afterEvent }) ?? true {
          done.removeFirst()
          found.end.done = action.id
          if let change = try reading.change(action) { found.changes.append(change) }
        } else if let row = recorded.popFirst() {
          found.end.recorded = row[0]
          if let change = try reading.change(recorded: row) { found.changes.append(change) }
        } else {
          break
        }
      }
      return found
    }
  }
}

/// What it takes to make changes of rows.
private struct FeedReading {
  struct Action {
    var id: Int64
    var hazard: Int64
    var number: Int
    var afterEvent: Int64
  }

  private let db: Database
  private var summaries: [Int64: HazardSummary] = [:]

  init(_ db: Database) {
    self.db = db
  }

  /// Found for the first time is what no earlier row has: it does not change when more is found.
  static func recorded(_ db: Database, after id: Int64, limit: Int) throws -> [Row] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT event.id, event.hazard_id, event.kind, event.at, campaign.code, event.seq, event.person, event.reason,
          event.evidence, NOT EXISTS (
            SELECT 1 FROM event AS earlier
            WHERE earlier.hazard_id = event.hazard_id AND earlier.kind = 0 AND earlier.id < event.id)
        FROM event JOIN campaign ON campaign.id = event.campaign_id WHERE event.id > ? ORDER BY event.id LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [id, limit])
  }

  static func done(_ db: Database, after id: Int64, limit: Int) throws -> [Action] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, hazard_id, number, after_event FROM feed_action WHERE id > ? ORDER BY id LIMIT ?")
    return try Row.fetchAll(statement, arguments: [id, limit])
      .map { Action(id: $0[0], hazard: $0[1], number: $0[2], afterEvent: $0[3]) }
  }

  mutating func change(recorded row: Row) throws -> HazardChange? {
    guard let hazard = try summary(row[1]) else { return nil }
    let event = HazardEvent(
      kind: HazardEvent.Kind(rawValue: row[2]) ?? .found, at: Timestamp(milliseconds: row[3]),
      campaign: row[4], seq: UInt64(row[5] as Int64), person: row[6], reason: row[7],
      evidence: (row[8] as String).split(separator: "\n").map(String.init))
    // Campaigns have dots, but no colons.
    let campaign = event.campaign.replacing(".", with: ":")
    return HazardChange(
      id: "\(hazard.id)-\(event.kind.name)-\(campaign)-\(event.seq)",
      happening: .recorded(event, isFirst: row[9]), hazard: hazard)
  }

  mutating func change(_ action: Action) throws -> HazardChange? {
    let events = try RectificationRows.fetch(db, hazard: action.hazard)
    guard events.indices.contains(action.number - 1), let hazard = try summary(action.hazard) else {
      return nil
    }
    return HazardChange(
      id: "\(hazard.id)-\(action.number)", happening: .done(events[action.number - 1]), hazard: hazard)
  }

  private mutating func summary(_ key: Int64) throws -> HazardSummary? {
    if let known = summaries[key] { return known }
    let summary = try SQLLedger.hazardSummary(db, key)
    summaries[key] = summary
    return summary
  }
}
