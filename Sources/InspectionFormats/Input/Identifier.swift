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
    text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
