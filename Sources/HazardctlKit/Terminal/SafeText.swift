/// What the API sends is other people's text: it must not move the cursor or break a table.
package enum SafeText {
  /// Control characters, line ends among them, become spaces.
  package static func line(_ text: String) -> String {
    cleaned(text, keepingLines: false)
  }

  /// The same, but line ends stay.
  package static func lines(_ text: String) -> String {
    cleaned(text, keepingLines: true)
  }

  private static func cleaned(_ text: String, keepingLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      // Marks that turn the direction of writing can make a table lie.
      let turns = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      let isLineEnd = scalar == "\n" && keepingLines
      result.append((isControl || turns) && !isLineEnd ? " " : scalar)
    }
    return String(result)
  }
}
