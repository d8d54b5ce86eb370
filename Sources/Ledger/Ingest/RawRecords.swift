/// Records as they came, one after the other in one piece of memory: what the log of the ledger keeps.
///
/// A record is its offset, the length of its key plus one (0 for none), the key, the length of its value plus one
/// (0 for a tombstone), and the value. The numbers are unsigned LEB128.
package struct RawRecords: Sendable, Hashable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var count = 0

  package init() {}

  /// Records that were stored.
  package init(bytes: [UInt8], count: Int) {
    self.bytes = bytes
    self.count = count
  }

  package mutating func reserveCapacity(_ byteCount: Int) {
    bytes.reserveCapacity(byteCount)
  }

  /// The pointers need not outlive the call.
  ///
  /// - Parameters:
  ///   - offset: not negative.
  ///   - key: nil for none.
  ///   - value: nil for a tombstone.
  package mutating func append(
    offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
  ) {
    append(number: UInt64(clamping: offset))
    append(field: key)
    append(field: value)
    count += 1
  }

  private mutating func append(field: UnsafeRawBufferPointer?) {
    append(number: field.map { UInt64($0.count) + 1 } ?? 0)
    if let field { bytes.append(contentsOf: field) }
  }

  private mutating func append(number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Where a record lies in the bytes of `RawRecords`.
package struct RawRecord: Sendable, Hashable {
  package var offset: Int64
  /// Nil without a key.
  package var key: Range<Int>?
  /// Nil for a tombstone.
  package var value: Range<Int>?
}

extension RawRecords {
  /// Reads the records one after the other.
  package struct Cursor: Sendable {
    private let bytes: [UInt8]
    private var position = 0

    fileprivate init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// - Returns: nil after the last one.
    /// - Throws: code `damagedLog` where the bytes are not records.
    package mutating func next() throws(LedgerError) -> RawRecord? {
      guard position < bytes.count else { return nil }
      let offset = Int64(clamping: try number())
      return RawRecord(offset: offset, key: try field(), value: try field())
    }

    private mutating func field() throws(LedgerError) -> Range<Int>? {
      let length = try number()
      guard length > 0 else { return nil }
      guard length - 1 <= UInt64(bytes.count - position) else { throw Self.damage }
      defer { position += Int(length - 1) }
      return position..<(position + Int(length - 1))
    }

    private mutating func number() throws(LedgerError) -> UInt64 {
      var result: UInt64 = 0
      for shift in stride(from: 0, to: 64, by: 7) {
        guard position < bytes.count else { throw Self.damage }
        let byte = bytes[position]
        position += 1
        result |= UInt64(byte & 0x7F) << UInt64(shift)
        if byte & 0x80 == 0 { return result }
      }
      throw Self.damage
    }

    private static let damage = LedgerError(.damagedLog, "bytes of the log are not records")
  }

  package func makeCursor() -> Cursor { Cursor(bytes: bytes) }
}
