/// What the ids and codes of inputs must look like, since they travel in keys, paths and tables.
package enum Identifier {
  /// In bytes.
  package static let maximumLength = 200

  /// - Returns: what is wrong with `text`, or nil.
  package static func fault(in text: String) -> String? {
    if text.isEmpty { return "is missing" }
    let length = text.utf8.count
    if length > maximumLength { return "is \(length) bytes long; at most \(maximumLength) are allowed" }
    return hasControlCharacters(text) ? "has a control character in it" : nil
  }

  /// Whether a line break, tab or another control character (C0, C1 or delete) is in `text`.
  package static func hasControlCharacters(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { hasControlCharacters(UnsafeRawBufferPointer($0)) }
  }

  /// The same of valid UTF-8, in which C1 is C2 80 to C2 9F.
  static func hasControlCharacters(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) { return true }
      last = byte
    }
    return false
  }
}
