import Inspection

/// A value as databases keep it. Booleans are the integers 0 and 1.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])
}

extension SQLValue {
  /// Stands in digests behind the last row of a query, where a value's kind would stand.
  static let end: UInt8 = 255
}

extension Digest {
  /// Feeds a value so that it is the same of every database, and no two values are alike: its kind first.
  mutating func update(_ value: SQLValue) {
    switch value {
    case .null: update(byte: 0)
    case .integer(let number):
      update(byte: 1)
      update(number: UInt64(bitPattern: number))
    case .real(let number):
      update(byte: 2)
      update(number: number.bitPattern)
    case .text(let text):
      update(byte: 3)
      update(lengthPrefixed: text)
    case .bytes(let bytes):
      update(byte: 4)
      update(lengthPrefixed: bytes)
    }
  }
}

/// What a statement takes as an argument, and what can be read of a column.
///
/// What is NULL, or of another type, is read as 0, empty or false, as SQLite does itself; where NULL says something,
/// an optional is read.
package protocol SQLConvertible {
  var sqlValue: SQLValue { get }
  func bind(to statement: any SQLStatement, at index: Int)
  static func read(_ source: any RowSource, _ index: Int) -> Self
}

extension SQLConvertible {
  package func bind(to statement: any SQLStatement, at index: Int) { sqlValue.bind(to: statement, at: index) }
}

extension SQLValue: SQLConvertible {
  package var sqlValue: SQLValue { self }

  package func bind(to statement: any SQLStatement, at index: Int) {
    switch self {
    case .null: statement.bindNull(at: index)
    case .integer(let number): statement.bind(number, at: index)
    case .real(let number): statement.bind(number, at: index)
    case .text(let text): text.bind(to: statement, at: index)
    case .bytes(let bytes): bytes.bind(to: statement, at: index)
    }
  }

  package static func read(_ source: any RowSource, _ index: Int) -> SQLValue { source.value(at: index) }
}

extension Int64: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self) }
  package func bind(to statement: any SQLStatement, at index: Int) { statement.bind(self, at: index) }
  package static func read(_ source: any RowSource, _ index: Int) -> Int64 { source.integer(at: index) }
}

extension Int: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package func bind(to statement: any SQLStatement, at index: Int) { statement.bind(Int64(self), at: index) }
  package static func read(_ source: any RowSource, _ index: Int) -> Int { Int(source.integer(at: index)) }
}

extension Int32: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package static func read(_ source: any RowSource, _ index: Int) -> Int32 {
    Int32(clamping: source.integer(at: index))
  }
}

extension UInt32: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package static func read(_ source: any RowSource, _ index: Int) -> UInt32 {
    UInt32(clamping: source.integer(at: index))
  }
}

extension UInt8: SQLConvertible {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package static func read(_ source: any RowSource, _ index: Int) -> UInt8 {
    UInt8(clamping: source.integer(at: index))
  }
}

extension Bool: SQLConvertible {
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
  package static func read(_ source: any RowSource, _ index: Int) -> Bool { source.integer(at: index) != 0 }
}

extension Double: SQLConvertible {
  package var sqlValue: SQLValue { .real(self) }
  package func bind(to statement: any SQLStatement, at index: Int) { statement.bind(self, at: index) }
  package static func read(_ source: any RowSource, _ index: Int) -> Double { source.real(at: index) }
}

extension String: SQLConvertible {
  package var sqlValue: SQLValue { .text(self) }

  /// PostgreSQL keeps no NUL in texts. Ledgers that learnt the same say the same, so no database gets one.
  package func bind(to statement: any SQLStatement, at index: Int) {
    var text = self
    let isSound = text.withUTF8 { bytes in
      guard !bytes.contains(0) else { return false }
      statement.bind(text: bytes, at: index)
      return true
    }
    if !isSound { replacing("\0", with: "\u{FFFD}").bind(to: statement, at: index) }
  }

  package static func read(_ source: any RowSource, _ index: Int) -> String { source.text(at: index) }
}

extension [UInt8]: SQLConvertible {
  package var sqlValue: SQLValue { .bytes(self) }
  package func bind(to statement: any SQLStatement, at index: Int) {
    withUnsafeBytes { statement.bind(bytes: $0, at: index) }
  }
  package static func read(_ source: any RowSource, _ index: Int) -> [UInt8] { source.bytes(at: index) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  package var sqlValue: SQLValue { self?.sqlValue ?? .null }
  package func bind(to statement: any SQLStatement, at index: Int) {
    if let self { self.bind(to: statement, at: index) } else { statement.bindNull(at: index) }
  }
  package static func read(_ source: any RowSource, _ index: Int) -> Wrapped? {
    source.isNull(at: index) ? nil : Wrapped.read(source, index)
  }
}
