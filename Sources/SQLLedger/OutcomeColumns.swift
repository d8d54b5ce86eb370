import Inspection

/// The columns that hold `OutcomeCounts`, one an outcome, by XCCDF's names.
enum OutcomeColumns {
  static let names = CheckOutcome.allCases.map(\.name)

  static let definitions = names.map { "\"\($0)\" INTEGER NOT NULL" }.joined(separator: ", ")

  /// `"pass", "fail", ...`
  static let list = names.map { "\"\($0)\"" }.joined(separator: ", ")

  /// `"pass" + "fail" + ...`
  static let sum = names.map { "\"\($0)\"" }.joined(separator: " + ")

  /// `SUM(t."pass"), ...`, to be read with `counts(of:from:)`.
  static func sums(of table: String) -> String {
    names.map { "SUM(\(table).\"\($0)\")" }.joined(separator: ", ")
  }

  /// Reads nine adjacent columns; NULL counts as 0.
  static func counts(of row: Row, from index: Int) -> OutcomeCounts {
    var counts = OutcomeCounts()
    for outcome in CheckOutcome.allCases {
      counts[outcome] = row[index + Int(outcome.rawValue)] ?? 0
    }
    return counts
  }

  /// Inserts a row, or adds to the one that is there.
  static func upsert(table: String, key: String) -> String {
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let sums = names.map { "\"\($0)\" = \(table).\"\($0)\" + excluded.\"\($0)\"" }.joined(separator: ", ")
    return """
      INSERT INTO \(table) (campaign_id, \(key), \(list)) VALUES (?, ?, \(marks))
      ON CONFLICT (campaign_id, \(key)) DO UPDATE SET \(sums)
      """
  }

  static func arguments(_ campaign: Int64, _ key: Int64, _ counts: OutcomeCounts) -> StatementArguments {
    StatementArguments([campaign, key] + CheckOutcome.allCases.map { Int64(counts[$0]) })
  }
}
