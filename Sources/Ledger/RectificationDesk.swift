package import Inspection
package import Rectification

/// Where people bring their commands.
package protocol RectificationDesk: Sendable {
  /// - Parameter now: when the command arrived.
  /// - Returns: what became of it, which is in the ledger by then.
  func carryOut(_ command: RectificationCommand, now: Timestamp) async throws -> RectificationReport
}
