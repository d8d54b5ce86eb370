import Foundation
import Inspection
import Ledger

/// What the ledger keeps of a result beside the hazards that it found: enough to say what every item came to.
struct ResultDetail {
  /// Row id.
  var inspector: Int64
  /// Checks that passed or failed.
  var decided: Int
  var failed: Int
  /// All but notapplicable and notselected ones.
  var applicable: Int
  /// Unsigned LEB128: the number of ranges, of each the distance from the end of the one before and its length, then
  /// of each exception the distance from the item before and its outcome.
  var scope: [UInt8]

  init(_ result: TaskResult, inspector: Int64) {
    self.inspector = inspector
    decided = result.checkCount - result.exceptions.count
    failed = result.findings.count
    applicable =
      result.checkCount
      - result.exceptions.count { $0.outcome == .notapplicable || $0.outcome == .notselected }
    scope = []
    Self.append(result.items.count, to: &scope)
    var end = 0
    for range in result.items {
      Self.append(range.lowerBound - end, to: &scope)
      Self.append(range.count, to: &scope)
      end = range.upperBound
    }
    var last = 0
    for exception in result.exceptions {
      Self.append(exception.item - last, to: &scope)
      Self.append(Int(exception.outcome.rawValue), to: &scope)
      last = exception.item
    }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(max(0, number))
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// A result's items as they were kept, read back.
struct ResultScope {
  private(set) var ranges: [Range<Int>] = []
  private(set) var exceptions: [(item: Int, outcome: CheckOutcome)] = []

  /// - Throws: `LedgerError` with code `damagedLog` for what nobody can have written.
  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    let count = try Self.number(&rest)
    var end = 0
    for _ in 0..<count {
      let lower = end + (try Self.number(&rest))
      end = lower + (try Self.number(&rest))
      ranges.append(lower..<end)
    }
    var item = 0
    while !rest.isEmpty {
      item += try Self.number(&rest)
      guard let outcome = CheckOutcome(rawValue: UInt8(clamping: try Self.number(&rest))) else {
        throw Self.damaged
      }
      exceptions.append((item, outcome))
    }
  }

  var count: Int { ranges.reduce(0) { $0 + $1.count } }

  private static let damaged = LedgerError(.damagedLog, "what a result says of its items cannot be read")
  /// More than any checklist has.
  private static let largest = 1 << 24

  private static func number(_ bytes: inout ArraySlice<UInt8>) throws -> Int {
    var (number, shift) = (0, 0)
    while let byte = bytes.popFirst() {
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80, number <= largest { return number }
      shift += 7
      guard shift < 28 else { throw damaged }
    }
    throw damaged
  }
}

extension ResultDetail {
  /// How many results say something else of their items than their counts do.
  static func countWrong(_ db: Database) throws -> Int {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT checks, decided, failed, applicable, scope FROM result WHERE scope IS NOT NULL
        """)
    var wrong = 0
    while let row = try rows.next() {
      let scope = try ResultScope(row[4])
      let away = scope.exceptions.count { $0.outcome == .notapplicable || $0.outcome == .notselected }
      if scope.count != row[0] || row[1] != scope.count - scope.exceptions.count
        || row[3] != scope.count - away || (row[2] as Int) > row[1]
      {
        wrong += 1
      }
    }
    return wrong
  }
}
