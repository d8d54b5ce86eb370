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
  /// The text without blanks, tabs and line ends around it.
  package func trimmingBlanks() -> String {
    let isBlank = { (c: Character) in c == " " || c == "\t" || c.isNewline }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
