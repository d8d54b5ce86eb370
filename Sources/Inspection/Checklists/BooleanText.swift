/// The words that records use for yes and no.
package enum BooleanText {
  /// - Returns: nil for a word that is neither.
  package static func value(of text: some StringProtocol) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "true", "t", "1", "是", "合格": true
    case "no", "n", "false", "f", "0", "否", "不合格": false
    default: nil
    }
  }
}

extension StringProtocol {
  /// The text without blanks, tabs, LF and CR around it.
  ///
  /// Byte by byte, as CSV fields are trimmed: what one format keeps the other must keep, or a checklist would
  /// change on its way from one to the other.
  package func trimmingBlanks() -> String {
    let text = String(self)
    let isInk = { (byte: UInt8) in byte != 32 && byte != 9 && byte != 10 && byte != 13 }
    guard let first = text.utf8.firstIndex(where: isInk), let last = text.utf8.lastIndex(where: isInk) else {
      return ""
    }
    return String(text[first..<text.utf8.index(after: last)])
  }

  /// The parts of a list separated by `|`, without blanks around them.
  ///
  /// By bytes: a combining mark behind a separator does not make it another character.
  package func splittingList() -> [String] {
    String(self).utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      .map { Substring($0).trimmingBlanks() }
  }
}
