package import Inspection

/// Reads recorded values as what their items observe.
///
/// The forms that most records consist of are read from their bytes; whatever is not among them goes to
/// `ObservationSyntax`, which alone decides what a value means and what is wrong with it.
package struct ValueReader {
  /// Of a text, in bytes; it travels in a message.
  static let maximumTextLength = 4_000

  private enum Kind {
    case boolean, number, date, text
    case choice([[UInt8]])
    case other
  }

  private let requirements: [Requirement]
  private let kinds: [Kind]

  package init(_ items: [Checklist.Item]) {
    requirements = items.map(\.requirement)
    kinds = items.map { item in
      switch item.requirement.observes {
      case .boolean: .boolean
      case .number: .number
      case .date: .date
      case .text: .text
      case .choice(let options): .choice(options.map { Array($0.utf8) })
      case .count, .numbers, .choices, .items: .other
      }
    }
  }

  /// - Returns: nil for a blank value.
  @inline(__always)
  package func read(
    _ bytes: UnsafeRawBufferPointer, item: Int
  ) throws(ObservationSyntax.Failure) -> ObservationValue? {
    if bytes.isEmpty { return nil }
    switch kinds[item] {
    case .boolean: if let value = Self.boolean(bytes) { return .boolean(value) }
    case .number: if let value = Self.number(bytes) { return .number(value) }
    case .choice(let options):
      for (index, option) in options.enumerated() where option.count == bytes.count {
        if option.withUnsafeBytes({ bytes.equals($0) }) { return .choice(index) }
      }
    case .date: if let date = Self.date(bytes) { return .date(date) }
    case .other: break
    case .text: if Self.isPlainText(bytes) { return .text(String(decoding: bytes, as: UTF8.self)) }
    }
    return try slow(bytes, item: item)
  }

  private func slow(
    _ bytes: UnsafeRawBufferPointer, item: Int
  ) throws(ObservationSyntax.Failure) -> ObservationValue? {
    let value = try ObservationSyntax.parse(String(decoding: bytes, as: UTF8.self), for: requirements[item])
    if case .text(let text) = value, text.utf8.count > Self.maximumTextLength {
      throw .init(
        description: "is \(text.utf8.count) bytes long; at most \(Self.maximumTextLength) are allowed")
    }
    return value
  }

  @inline(__always)
  private static func boolean(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    switch (bytes.count, bytes[0]) {
    case (1, UInt8(ascii: "1")): true
    case (1, UInt8(ascii: "0")): false
    case (4, UInt8(ascii: "t")) where bytes.loadUnaligned(as: UInt32.self) == trueWord: true
    case (5, UInt8(ascii: "f")) where bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self) == alseWord:
      false
    case (3, UInt8(ascii: "y")) where bytes[1] == UInt8(ascii: "e") && bytes[2] == UInt8(ascii: "s"): true
    case (2, UInt8(ascii: "n")) where bytes[1] == UInt8(ascii: "o"): false
    default: nil
    }
  }

  /// Reads `2026-11-21`.
  @inline(__always)
  private static func date(_ bytes: UnsafeRawBufferPointer) -> CivilDate? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    func number(_ range: Range<Int>) -> Int {
      range.reduce(0) { (48...57).contains(bytes[$1]) ? $0 * 10 + Int(bytes[$1] - 48) : -1_000_000 }
    }
    return CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  }

  /// Whether nothing would be trimmed off the text, it is not too long, and does not say "not applicable".
  @inline(__always)
  private static func isPlainText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let isPlain = { (byte: UInt8) in byte > Byte.space && byte < 0x80 }
    return bytes.count > 3 && bytes.count <= maximumTextLength && isPlain(bytes[0])
      && isPlain(bytes[bytes.count - 1])
  }

  private static let trueWord = UInt32(littleEndian: 0x6575_7274)
  private static let alseWord = UInt32(littleEndian: 0x6573_6C61)

  /// Reads plain decimals of at most 15 digits, for which one division of two exact doubles rounds correctly
  /// (W. Clinger, "How to read floating point numbers accurately").
  @inline(__always)
  static func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
    var at = 0
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative { at = 1 }
    var digits: Int64 = 0
    var count = 0
    var decimals: Int?
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "."), decimals == nil, count > 0 {
        decimals = 0
      } else if (48...57).contains(byte), count < 15 {
        digits = digits * 10 + Int64(byte - 48)
        count += 1
        decimals = decimals.map { $0 + 1 }
      } else {
        return nil
      }
      at += 1
    }
    guard count > 0, decimals != 0 else { return nil }
    let value = Double(digits) / powersOfTen[decimals ?? 0]
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
