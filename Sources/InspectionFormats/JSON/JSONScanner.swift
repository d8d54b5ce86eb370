/// A strict scanner of JSON (RFC 8259) that walks over bytes without building a tree.
///
/// The bytes must be valid UTF-8. Lines of records are long and alike, and their reader knows what it looks
/// for: a tree of objects per line would cost more than everything else that is done with it.
package struct JSONScanner {
  /// A string or number where it stands; of a string what is between the quotes.
  package struct Token {
    var start: Int
    var end: Int
    var isEscaped = false
  }

  package enum Scalar {
    case string(Token)
    /// A number, `true` or `false`, as written.
    case bare(Token)
    case null
  }

  let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  let end: Int

  package init(_ bytes: UnsafeRawBufferPointer, offset: Int = 0, end: Int? = nil) {
    self.bytes = bytes
    self.offset = offset
    self.end = end ?? bytes.count
  }

  @inline(__always)
  mutating func skipBlanks() {
    while offset < end, Byte.isBlank(bytes[offset]) { offset += 1 }
  }

  /// The next byte that is no blank; 0 at the end, which JSON has no use for.
  @inline(__always)
  package mutating func peek() -> UInt8 {
    skipBlanks()
    return offset < end ? bytes[offset] : 0
  }

  package mutating func expectEnd() throws(JSONFault) {
    skipBlanks()
    if offset < end { throw fault("something follows the end of the object") }
  }

  package mutating func beginObject() throws(JSONFault) {
    guard peek() == UInt8(ascii: "{") else { throw fault("an object ({...}) is expected") }
    offset += 1
  }

  /// The next key of the object that is open, whose value then follows.
  ///
  /// - Returns: nil when the object ends.
  @inline(__always)
  package mutating func nextKey(isFirst: inout Bool) throws(JSONFault) -> Token? {
    guard try nextMember(close: UInt8(ascii: "}"), isFirst: &isFirst) else { return nil }
    guard peek() == Byte.quote else { throw fault("a key in quotes is expected") }
    let key = try string()
    guard peek() == UInt8(ascii: ":") else { throw fault("a colon is expected after the key") }
    offset += 1
    return key
  }

  package mutating func beginArray() throws(JSONFault) {
    guard peek() == UInt8(ascii: "[") else { throw fault("a list ([...]) is expected") }
    offset += 1
  }

  /// Steps to the next element of the list that is open.
  ///
  /// - Returns: false when the list ends.
  package mutating func nextElement(isFirst: inout Bool) throws(JSONFault) -> Bool {
    try nextMember(close: UInt8(ascii: "]"), isFirst: &isFirst)
  }

  @inline(__always)
  private mutating func nextMember(close: UInt8, isFirst: inout Bool) throws(JSONFault) -> Bool {
    let byte = peek()
    if byte == close {
      offset += 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == Byte.comma else {
      let closing = Character(Unicode.Scalar(close))
      throw fault(offset < end ? "a comma or \(closing) is expected" : "the line ends too early")
    }
    offset += 1
    return true
  }

  /// Reads a value that is no list or object.
  @inline(__always)
  package mutating func scalar() throws(JSONFault) -> Scalar {
    switch peek() {
    case Byte.quote: return .string(try string())
    case UInt8(ascii: "t"): return .bare(try word("true"))
    case UInt8(ascii: "f"): return .bare(try word("false"))
    case UInt8(ascii: "n"):
      _ = try word("null")
      return .null
    case UInt8(ascii: "-"), 48...57: return .bare(try number())
    case UInt8(ascii: "{"), UInt8(ascii: "["): throw fault("a text, number, true, false or null is expected")
    default: throw fault(offset < end ? "no JSON value begins like this" : "the line ends too early")
    }
  }

  /// Steps over a value of any kind, with a bound on its depth.
  mutating func skipValue() throws(JSONFault) {
    try skipValue(depth: 0)
  }

  private mutating func skipValue(depth: Int) throws(JSONFault) {
    guard depth < 64 else { throw fault("is nested more than 64 deep") }
    var isFirst = true
    switch peek() {
    case UInt8(ascii: "{"):
      offset += 1
      while try nextKey(isFirst: &isFirst) != nil { try skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      offset += 1
      while try nextElement(isFirst: &isFirst) { try skipValue(depth: depth + 1) }
    default: _ = try scalar()
    }
  }

  @inline(__always)
  private mutating func word(_ word: StaticString) throws(JSONFault) -> Token {
    let start = offset
    let count = word.utf8CodeUnitCount
    guard end - start >= count else { throw fault("no JSON value begins like this") }
    for index in 0..<count where bytes[start + index] != word.utf8Start[index] {
      throw fault("no JSON value begins like this")
    }
    offset += count
    return Token(start: start, end: offset)
  }

  private mutating func number() throws(JSONFault) -> Token {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let integer = offset
    guard skipDigits() else { throw fault("a number has no digits") }
    if bytes[integer] == UInt8(ascii: "0"), offset - integer > 1 {
      throw fault("a number must not begin with 0")
    }
    if offset < end, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits() else { throw fault("a number has no digits after its point") }
    }
    if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if offset < end, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
        offset += 1
      }
      guard skipDigits() else { throw fault("a number has no digits in its exponent") }
    }
    return Token(start: start, end: offset)
  }

  @inline(__always)
  private mutating func skipDigits() -> Bool {
    let start = offset
    while offset < end, (48...57).contains(bytes[offset]) { offset += 1 }
    return offset > start
  }

  func fault(_ message: String) -> JSONFault { JSONFault(offset: offset, message: message) }
}

extension JSONScanner {
  /// Reads a string; `offset` is at its opening quote.
  @inline(__always)
  mutating func string() throws(JSONFault) -> Token {
    offset += 1
    var token = Token(start: offset, end: offset)
    while offset < end {
      let byte = bytes[offset]
      if byte == Byte.quote {
        token.end = offset
        offset += 1
        return token
      }
      if byte == UInt8(ascii: "\\") {
        token.isEscaped = true
        try skipEscape()
      } else if byte < 0x20 {
        throw fault("a control character in a string must be escaped")
      } else {
        offset += 1
      }
    }
    throw JSONFault(offset: token.start - 1, message: "a quote is never closed")
  }

  private mutating func skipEscape() throws(JSONFault) {
    guard offset + 1 < end else { throw fault("the line ends too early") }
    guard bytes[offset + 1] == UInt8(ascii: "u") else {
      guard Self.simpleEscape(bytes[offset + 1]) != nil else { throw fault("unknown escape in a string") }
      offset += 2
      return
    }
    guard let unit = codeUnit(at: offset) else { throw fault("\\u needs four hexadecimal digits") }
    offset += 6
    switch unit {
    case 0xD800...0xDBFF:
      guard let low = codeUnit(at: offset), (0xDC00...0xDFFF).contains(low) else {
        throw fault("a surrogate has no partner")
      }
      offset += 6
    case 0xDC00...0xDFFF: throw fault("a surrogate has no partner")
    default: break
    }
  }

  /// The code unit that `\uXXXX` at `offset` stands for.
  private func codeUnit(at offset: Int) -> UInt16? {
    guard offset + 6 <= end, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
    else {
      return nil
    }
    var unit: UInt16 = 0
    for index in offset + 2..<offset + 6 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static func simpleEscape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case Byte.quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    default: nil
    }
  }

  /// The bytes of a token as they stand in the input.
  @inline(__always)
  func bytes(of token: Token) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[token.start..<token.end])
  }

  /// The text of a token that this scanner read.
  package func text(of token: Token) -> String {
    guard token.isEscaped else { return String(decoding: bytes(of: token), as: UTF8.self) }
    var text: [UInt8] = []
    var at = token.start
    while at < token.end {
      guard bytes[at] == UInt8(ascii: "\\") else {
        text.append(bytes[at])
        at += 1
        continue
      }
      if let byte = Self.simpleEscape(bytes[at + 1]) {
        text.append(byte)
        at += 2
        continue
      }
      var units = [codeUnit(at: at) ?? 0xFFFD]
      at += 6
      if (0xD800...0xDBFF).contains(units[0]), let low = codeUnit(at: at) {
        units.append(low)
        at += 6
      }
      text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a token stands for, only for as long as `body` runs.
  @inline(__always)
  func withBytes<R>(of token: Token, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    guard token.isEscaped else { return try body(bytes(of: token)) }
    var text = text(of: token)
    return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }
}
