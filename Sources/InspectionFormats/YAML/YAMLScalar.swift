/// Writes texts as YAML scalars that every YAML 1.1 and 1.2 reader takes for the same text.
enum YAMLScalar {
  static func text(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// Letters first and nothing that means anything in YAML; numbers may stand as they are.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 80 else { return false }
    let isWord = (65...90).contains(first & 0xDF) && last != Byte.space && text.utf8.allSatisfy(isHarmless)
    return isWord && !reserved.contains(text.lowercased())
  }

  private static let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"]

  private static func isHarmless(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte & 0xDF) && byte < 128
      || [Byte.space, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(
        byte)
  }

  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\t": return "\\t"
    default: break
    }
    // What YAML does not count as printable, or takes for a line break or a byte order mark.
    let isOdd =
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
    guard isOdd else { return String(Character(scalar)) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
