/// Which trace something belongs to and what it descends from, as W3C Trace Context has it:
/// https://www.w3.org/TR/trace-context/
package struct TraceContext: Sendable, Hashable {
  /// 128 bits, not all of them 0.
  package struct TraceID: Sendable, Hashable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
      (self.high, self.low) = (high, low)
    }

    package static func random() -> TraceID {
      TraceID(high: .random(in: 0...UInt64.max), low: .random(in: 1...UInt64.max))
    }

    /// 32 small hexadecimal digits.
    package var hex: String { TraceHex.text(high) + TraceHex.text(low) }
  }

  package var trace: TraceID
  /// Of the span that others descend from, not 0.
  package var span: UInt64
  /// Whether spans are recorded.
  package var isSampled: Bool

  package init(trace: TraceID, span: UInt64, isSampled: Bool = true) {
    self.trace = trace
    self.span = span
    self.isSampled = isSampled
  }

  /// The header's name.
  package static let header = "traceparent"

  /// Reads the header's value.
  ///
  /// - Returns: nil for what is none. A version that comes after 00 is read as far as 00 goes.
  package init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    let dash = UInt8(ascii: "-")
    guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
      let version = TraceHex.number(bytes[0..<2]), version != 0xFF,
      version == 0 ? bytes.count == 55 : bytes.count == 55 || bytes[55] == dash,
      let high = TraceHex.number(bytes[3..<19]), let low = TraceHex.number(bytes[19..<35]), high | low != 0,
      let span = TraceHex.number(bytes[36..<52]), span != 0,
      let flags = TraceHex.number(bytes[53..<55])
    else { return nil }
    self.init(trace: TraceID(high: high, low: low), span: span, isSampled: flags & 1 == 1)
  }

  /// The header's value.
  package var headerValue: String {
    "00-\(trace.hex)-\(TraceHex.text(span))-\(isSampled ? "01" : "00")"
  }

  static func randomSpan() -> UInt64 { .random(in: 1...UInt64.max) }
}

/// Numbers as small hexadecimal digits.
enum TraceHex {
  static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// - Returns: nil where something is no small hexadecimal digit.
  static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        number = number << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return number
  }
}
