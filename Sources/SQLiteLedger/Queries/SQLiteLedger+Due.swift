import GRDB
package import Inspection
import Rectification

extension SQLiteLedger {
  /// Whether the passing of time brings anything about by then.
  package func isAnythingDue(by time: Timestamp) async throws -> Bool {
    try await pool.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM rectification WHERE state = ? AND until <= ?)",
        arguments: [Int64(RectificationState.riskAccepted.rawValue), time.milliseconds]) ?? false
    }
  }
}
