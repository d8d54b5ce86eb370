/// Bytes for people to read: offset, hexadecimal, and what is printable in ASCII.
package enum HexDump {
  private static let width = 16

  package static func text(_ bytes: [UInt8], atMost limit: Int) -> String {
    let shown = bytes.prefix(limit)
    var lines = stride(from: 0, to: shown.count, by: width).map { start in
      line(shown[start..<min(shown.count, start + width)], at: start)
    }
    if shown.count < bytes.count { lines.append("... \(bytes.count - shown.count) more bytes") }
    return lines.joined(separator: "\n")
  }

  private static func line(_ bytes: ArraySlice<UInt8>, at offset: Int) -> String {
    var codes = bytes.map { hex(Int($0), digits: 2) }
    codes += Array(repeating: "  ", count: width - codes.count)
    let letters = bytes.map { (0x20..<0x7f).contains($0) ? String(UnicodeScalar($0)) : "." }
    return "\(hex(offset, digits: 8))  \(codes.joined(separator: " "))  \(letters.joined())"
  }

  private static func hex(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
