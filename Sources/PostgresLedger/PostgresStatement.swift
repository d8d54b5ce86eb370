import CLibPQ
import SQLLedger

/// A statement of a connection. Arguments go as texts, whose types the server takes from where they stand; bytes as they
/// are.
final class PostgresStatement: SQLStatement {
  private struct Argument {
    /// Where it begins in the storage; nil for NULL.
    var start: Int?
    var length = 0
    var isBinary = false
  }

  /// In the server's dialect.
  let sql: String
  let isCached: Bool
  private let connection: PostgresConnection
  private var storage: [UInt8] = []
  private var arguments: [Argument] = []
  private var changes: [Int] = []

  init(_ sql: String, isCached: Bool, on connection: PostgresConnection) {
    self.sql = DialectCache.statement(sql)
    self.isCached = isCached
    self.connection = connection
  }

  private func set(_ argument: Argument, at index: Int) {
    while arguments.count <= index { arguments.append(Argument()) }
    arguments[index] = argument
  }

  /// Arguments are bound in order, so that with the first the last ones are past.
  private func begin(_ index: Int) {
    if index == 0 { storage.removeAll(keepingCapacity: true) }
  }

  func bindNull(at index: Int) {
    begin(index)
    set(Argument(), at: index)
  }

  func bind(_ number: Int64, at index: Int) {
    begin(index)
    let start = storage.count
    if number < 0 { storage.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let digits = storage.count
    repeat {
      storage.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    storage[digits...].reverse()
    end(start, at: index)
  }

  func bind(_ number: Double, at index: Int) {
    begin(index)
    let start = storage.count
    // As short as it can be and still the same number.
    storage += Array("\(number)".utf8)
    end(start, at: index)
  }

  func bind(text: UnsafeBufferPointer<UInt8>, at index: Int) {
    begin(index)
    let start = storage.count
    storage.append(contentsOf: text)
    end(start, at: index)
  }

  func bind(bytes: UnsafeRawBufferPointer, at index: Int) {
    begin(index)
    set(Argument(start: storage.count, length: bytes.count, isBinary: true), at: index)
    storage.append(contentsOf: bytes)
  }

  private func end(_ start: Int, at index: Int) {
    set(Argument(start: start, length: storage.count - start), at: index)
    storage.append(0)
  }

  /// Gives a body the arguments as libpq takes them.
  func withArguments<Value>(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Value
  ) -> Value {
    // Something to point at, also for nothing but an empty array of bytes.
    if storage.isEmpty { storage.append(0) }
    return storage.withUnsafeBytes { bytes in
      let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let values = arguments.map { argument in argument.start.flatMap { base?.advanced(by: $0) } }
      let lengths = arguments.map { Int32(clamping: $0.length) }
      let formats = arguments.map { $0.isBinary ? Int32(1) : 0 }
      return values.withUnsafeBufferPointer { values in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(Int32(arguments.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }

  func execute() throws { try connection.execute(self) }

  func note(changes count: Int) { changes.append(count) }

  func takeChanges() throws -> [Int] {
    try connection.settle()
    defer { changes.removeAll(keepingCapacity: true) }
    return changes
  }

  func query(isLong: Bool) throws -> any RowSequence {
    if isLong { return try connection.open(self) }
    return PostgresRows(try connection.query(self))
  }
}
