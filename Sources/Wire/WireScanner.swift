import Foundation

/// Walks over the fields of one message without the generated code, for the messages of which millions come.
///
/// It reads what the fleet's own programs write. Whatever else is in the bytes, and be it damage, shows in `isOdd`:
/// what was read is worth nothing then, and the generated code has to look, which knows all of the wire format and
/// can say what is wrong. The bytes must outlive it.
struct WireScanner {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private var kind: UInt8 = 0
  private(set) var isOdd = false

  private static let varintKind: UInt8 = 0
  private static let lengthKind: UInt8 = 2

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The number of the next field, which must then be read; nil at the end, and where something is odd.
  @inline(__always)
  mutating func next() -> UInt64? {
    guard position < bytes.count, !isOdd else { return nil }
    let tag = rawVarint()
    kind = UInt8(truncatingIfNeeded: tag & 7)
    return tag >> 3
  }

  mutating func giveUp() {
    isOdd = true
  }

  // MARK: Scalars

  mutating func uint64() -> UInt64 {
    require(Self.varintKind)
    return rawVarint()
  }

  mutating func uint32() -> UInt32 {
    let value = uint64()
    if value > UInt64(UInt32.max) { isOdd = true }
    return UInt32(truncatingIfNeeded: value)
  }

  mutating func sint64() -> Int64 { Self.unzigzag(uint64()) }

  mutating func sint32() -> Int32 {
    let value = sint64()
    if Int64(Int32(truncatingIfNeeded: value)) != value { isOdd = true }
    return Int32(truncatingIfNeeded: value)
  }

  mutating func bool() -> Bool { uint64() != 0 }

  // MARK: Lengths

  /// The field's bytes in place.
  mutating func field() -> UnsafeRawBufferPointer {
    require(Self.lengthKind)
    let length = rawVarint()
    guard !isOdd, length <= UInt64(bytes.count - position) else {
      isOdd = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    defer { position += Int(length) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + Int(length))])
  }

  mutating func text() -> String { validated(field()) }

  /// A text that stands for a name: one with a NUL in it is odd.
  mutating func name() -> String {
    let field = field()
    if let start = field.baseAddress, memchr(start, 0, field.count) != nil { isOdd = true }
    return validated(field)
  }

  private mutating func validated(_ field: UnsafeRawBufferPointer) -> String {
    guard !field.isEmpty else { return "" }
    // `String(validating:as:)` looks up metadata of generic types for every text, which costs more than the text.
    guard let text = try? UTF8Span(validating: Span(_unsafeBytes: field)) else {
      isOdd = true
      return ""
    }
    return String(copying: text)
  }

  mutating func message() -> WireScanner { WireScanner(field()) }

  // MARK: Packed fields

  mutating func append(to column: inout [Double]) {
    let field = field()
    guard field.count % 8 == 0 else { return giveUp() }
    column.reserveCapacity(column.count + field.count / 8)
    for start in stride(from: 0, to: field.count, by: 8) {
      let bits = UInt64(littleEndian: field.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      column.append(Double(bitPattern: bits))
    }
  }

  mutating func append(to column: inout [UInt32]) {
    var packed = message()
    while packed.position < packed.bytes.count, !packed.isOdd {
      let value = packed.rawVarint()
      if value > UInt64(UInt32.max) { packed.isOdd = true }
      column.append(UInt32(truncatingIfNeeded: value))
    }
    if packed.isOdd { isOdd = true }
  }

  mutating func append(to column: inout [Int32]) {
    var packed = message()
    while packed.position < packed.bytes.count, !packed.isOdd {
      let value = Self.unzigzag(packed.rawVarint())
      if Int64(Int32(truncatingIfNeeded: value)) != value { packed.isOdd = true }
      column.append(Int32(truncatingIfNeeded: value))
    }
    if packed.isOdd { isOdd = true }
  }

  // MARK: Bits

  @inline(__always)
  private mutating func require(_ kind: UInt8) {
    if self.kind != kind { isOdd = true }
  }

  @inline(__always)
  private mutating func rawVarint() -> UInt64 {
    if position < bytes.count, bytes[position] < 0x80 {
      defer { position += 1 }
      return UInt64(bytes[position])
    }
    return longVarint()
  }

  private mutating func longVarint() -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard position < bytes.count else { break }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    isOdd = true
    return 0
  }

  private static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
