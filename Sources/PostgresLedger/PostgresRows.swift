import CLibPQ
import Foundation
import SQLLedger

/// The rows of an answer, as texts.
final class PostgresResult {
  private let result: OpaquePointer?
  let count: Int
  let columns: Int
  private let types: [Oid]

  /// Takes the answer over.
  init(_ result: OpaquePointer?) {
    self.result = result
    count = Int(PQntuples(result))
    columns = Int(PQnfields(result))
    types = (0..<Int32(columns)).map { PQftype(result, $0) }
  }

  deinit { PQclear(result) }

  private enum TypeID {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let integers: Set<Oid> = [20, 21, 23, 26]
    static let reals: Set<Oid> = [700, 701]
    static let numeric: Oid = 1700
  }

  func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

  private func field(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: PQgetvalue(result, Int32(row), Int32(column)),
      count: Int(PQgetlength(result, Int32(row), Int32(column))))
  }

  /// Sums come as `numeric`, without a fraction when they are of integers.
  func integer(_ row: Int, _ column: Int) -> Int64 {
    if types[column] == TypeID.bool { return field(row, column).first == UInt8(ascii: "t") ? 1 : 0 }
    var digits = field(row, column)[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    var number: Int64 = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
      // Negative numbers reach further than positive ones.
      let (shifted, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, beyond) = shifted.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !overflow, !beyond else { return isNegative ? .min : .max }
      number = sum
    }
    return isNegative ? number : number == .min ? .max : -number
  }

  func real(_ row: Int, _ column: Int) -> Double {
    Double(text(row, column)) ?? 0
  }

  func text(_ row: Int, _ column: Int) -> String { String(decoding: field(row, column), as: UTF8.self) }

  /// `\x` and two hexadecimal digits a byte.
  func bytes(_ row: Int, _ column: Int) -> [UInt8] {
    let digits = field(row, column).dropFirst(2)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
      if let known = high {
        bytes.append(known << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  func value(_ row: Int, _ column: Int) -> SQLValue {
    if isNull(row, column) { return .null }
    let type = types[column]
    if type == TypeID.bytea { return .bytes(bytes(row, column)) }
    if type == TypeID.bool || TypeID.integers.contains(type) { return .integer(integer(row, column)) }
    if TypeID.reals.contains(type) { return .real(real(row, column)) }
    guard type == TypeID.numeric else { return .text(text(row, column)) }
    let isWhole = !field(row, column).contains(UInt8(ascii: "."))
    return isWhole ? .integer(integer(row, column)) : .real(real(row, column))
  }
}

/// A row of an answer.
class PostgresRow: RowSource {
  fileprivate var result: PostgresResult
  fileprivate var row: Int

  fileprivate init(_ result: PostgresResult, _ row: Int) {
    self.result = result
    self.row = row
  }

  var count: Int { result.columns }
  func isNull(at index: Int) -> Bool { result.isNull(row, index) }
  func integer(at index: Int) -> Int64 { isNull(at: index) ? 0 : result.integer(row, index) }
  func real(at index: Int) -> Double { isNull(at: index) ? 0 : result.real(row, index) }
  func text(at index: Int) -> String { result.text(row, index) }
  func bytes(at index: Int) -> [UInt8] { isNull(at: index) ? [] : result.bytes(row, index) }
  func value(at index: Int) -> SQLValue { result.value(row, index) }
}

/// All rows of an answer.
class PostgresRows: PostgresRow, RowSequence {
  init(_ result: PostgresResult) {
    super.init(result, -1)
  }

  func advance() throws -> Bool {
    row += 1
    return row < result.count
  }

  func snapshot() -> any RowSource { PostgresRow(result, row) }

  func finish() {}
}

/// Rows that are fetched by and by.
final class PostgresCursor: PostgresRows {
  private let name: String
  private let connection: PostgresConnection
  private var isOpen = true

  init(_ name: String, on connection: PostgresConnection, first: PostgresResult) {
    self.name = name
    self.connection = connection
    super.init(first)
  }

  override func advance() throws -> Bool {
    if try super.advance() { return true }
    guard isOpen, result.count > 0 else { return false }
    result = try connection.fetch(name)
    row = 0
    return result.count > 0
  }

  override func finish() {
    guard isOpen else { return }
    isOpen = false
    connection.close(name)
  }
}
