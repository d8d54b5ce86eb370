import Foundation
import Inspection
import Ledger
import Responsibility

extension IngestRun {
  /// How many hazards are looked at in one transaction, so that results do not wait for long.
  private static let watchLimit = 2_000

  /// Puts a policy in force. It acts on hazards as the clock comes to them.
  ///
  /// - Returns: why it cannot be used; nil when it is in force.
  mutating func publish(_ published: PublishedPolicy) throws -> String? {
    // What came before was found under the policy before.
    try writeHazards()
    let policy: Policy
    do {
      policy = try JSONDecoder().decode(Policy.self, from: Data(published.document))
    } catch {
      return "policy \(published.id) cannot be read: \(error)"
    }
    let id = try Int64.fetchOne(
      db,
      sql: """
        INSERT INTO policy (code, published_at, person, document) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING id
        """,
      arguments: [
        published.id, published.publishedAt.milliseconds, published.person,
        String(decoding: published.document, as: UTF8.self),
      ])
    guard let id else { return nil }
    names.note(
      PolicyInForce(
        policy: policy, publishedAt: published.publishedAt, publishedBy: published.person), id: id)
    try db.execute(sql: "UPDATE policy_watch SET event_id = 0")
    try db.execute(
      sql: "UPDATE rectification SET next_at = ? WHERE state IN (0, 1, 2, 8)",
      arguments: [published.publishedAt.milliseconds])
    return nil
  }

  /// A hazard with what the policy in force says of it; nil for an unknown one.
  func hazardCase(_ key: Int64) throws -> HazardCase? {
    guard var hazard = try HazardCase.fetch(db, key: key) else { return nil }
    hazard.clock = try names.policy?.clock(db, for: hazard)
    return hazard
  }

  /// Does what the passing of time brings about, for so many hazards as one transaction may take.
  mutating func letPass(until time: Timestamp) throws {
    try writeHazards()
    let found = try newlyFound()
    let due = try Int64.fetchAll(
      db,
      sql: """
        SELECT hazard_id FROM rectification WHERE next_at <= ? ORDER BY next_at, hazard_id
        LIMIT \(Self.watchLimit)
        """, arguments: [time.milliseconds])
    for key in found + due {
      guard var hazard = try hazardCase(key) else { continue }
      // What was found by a clock that is ahead is ordered all the same.
      hazard.settle(through: max(time, hazard.history.lastFoundAt))
      guard !hazard.events.isEmpty else { continue }
      try hazard.write(self)
    }
    acceptedRisks = nil
    change.hazardsTouched += found.count + due.count
  }

  /// Open hazards that were found since the clock looked last, each once.
  private func newlyFound() throws -> [Int64] {
    guard names.policy != nil else { return [] }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT event.id, event.hazard_id FROM event JOIN hazard ON hazard.id = event.hazard_id
        WHERE event.id > (SELECT event_id FROM policy_watch) AND event.kind = 0 AND hazard.state = 0
        ORDER BY event.id LIMIT \(Self.watchLimit)
        """)
    if rows.count < Self.watchLimit {
      try db.execute(sql: "UPDATE policy_watch SET event_id = (SELECT COALESCE(MAX(id), 0) FROM event)")
    } else if let last = rows.last {
      try db.execute(sql: "UPDATE policy_watch SET event_id = ?", arguments: [last[0] as Int64])
    }
    var seen: Set<Int64> = []
    return rows.map { $0[1] as Int64 }.filter { seen.insert($0).inserted }
  }
}
