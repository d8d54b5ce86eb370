import SQLLedger
import Synchronization

/// Statements in the server's dialect, by what they were written as. What is made up for one question only is not kept
/// beyond a bound.
enum DialectCache {
  private static let known = Mutex<[String: String]>([:])
  private static let limit = 2_000

  static func statement(_ sql: String) -> String {
    known.withLock { known in
      if let text = known[sql] { return text }
      let text = Dialect.postgres.statement(sql)
      if known.count >= limit { known.removeAll() }
      known[sql] = text
      return text
    }
  }
}
