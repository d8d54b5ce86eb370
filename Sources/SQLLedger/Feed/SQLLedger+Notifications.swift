package import Inspection
package import Ledger

extension SQLLedger: NotificationOutbox {
  package func enqueue(
    _ drafts: [NotificationDraft], reader: String, from: FeedPosition?, to: FeedPosition, at time: Timestamp
  ) async throws -> Bool {
    try await database.write { db in
      guard try Self.moveFeed(db, of: reader, from: from, to: to) else { return false }
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO notification (subscription, change, type, hazard_id, body, created_at, next_at)
          VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """)
      for draft in drafts {
        let change = draft.change
        try statement.execute(
          arguments: [
            draft.subscription, change.id, change.type, change.hazard.id.key, draft.body, time.milliseconds,
            time.milliseconds,
          ])
      }
      return true
    }
  }

  package func dueNotifications(
    of subscription: String, by time: Timestamp, limit: Int
  ) async throws -> [PendingNotification] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.notificationColumns) FROM notification WHERE subscription = ? AND next_at <= ?
          ORDER BY next_at, id LIMIT ?
          """, arguments: [subscription, time.milliseconds, limit]
      ).map(Self.notification)
    }
  }

  package func settle(_ attempts: [NotificationAttempt]) async throws {
    try await database.write { db in
      let postpone = try db.cachedStatement(
        sql: "UPDATE notification SET attempts = attempts + 1, next_at = ?, error = ? WHERE id = ?")
      for attempt in attempts {
        switch attempt.outcome {
        case .delivered:
          try db.cachedStatement(sql: "DELETE FROM notification WHERE id = ?").execute(arguments: [attempt.id]
          )
        case .postponed(let until, let error):
          try postpone.execute(arguments: [until.milliseconds, error, attempt.id])
        case .dead(let error): try postpone.execute(arguments: [nil, error, attempt.id])
        }
      }
    }
  }

  package func notifications(_ query: NotificationQuery) async throws -> NotificationPage {
    try await database.read { db in
      var conditions = ["TRUE"]
      var arguments: StatementArguments = []
      if let isDead = query.isDead { conditions.append(isDead ? "next_at IS NULL" : "next_at IS NOT NULL") }
      if let subscription = query.subscription {
        conditions.append("subscription = ?")
        arguments += [subscription]
      }
      let total = try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM notification WHERE \(conditions.joined(separator: " AND "))",
        arguments: arguments)
      if let after = query.after {
        conditions.append("id > ?")
        arguments += [after]
      }
      let limit = min(max(1, query.limit), NotificationQuery.maximumLimit)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.notificationColumns) FROM notification WHERE \(conditions.joined(separator: " AND "))
          ORDER BY id LIMIT \(limit + 1)
          """, arguments: arguments)
      let found = rows.prefix(limit).map(Self.notification)
      return NotificationPage(
        notifications: found, next: rows.count > limit ? found.last?.id : nil, total: total ?? 0)
    }
  }

  package func redeliver(_ id: Int64?, at time: Timestamp) async throws -> Int {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE notification SET next_at = ?, attempts = 0
          WHERE next_at IS NULL AND (CAST(? AS BIGINT) IS NULL OR id = ?)
          """, arguments: [time.milliseconds, id, id])
      return try db.changesCount
    }
  }

  private static let notificationColumns =
    "id, subscription, change, type, hazard_id, body, created_at, attempts, next_at, error"

  private static func notification(_ row: Row) -> PendingNotification {
    PendingNotification(
      id: row[0], subscription: row[1], change: row[2], type: row[3],
      hazard: HazardID(rawValue: UInt64(bitPattern: row[4])), body: row[5],
      createdAt: Timestamp(milliseconds: row[6]), attempts: row[7],
      nextAt: (row[8] as Int64?).map(Timestamp.init(milliseconds:)), error: row[9])
  }
}
