extension Bulletin {
  /// The same as Markdown. Nothing that a name holds can become a part of the page.
  package func markdown(in language: Language) -> String {
    let words = BulletinWords(self, language)
    return "# \(Self.escaped(words.title))\n\n"
      + [words.summary, words.rule].map { "\(Self.escaped($0))\n\n" }.joined()
      + Self.table(words.columns, places.map(words.cells))
      + "\n## \(Self.escaped(words.hazardsTitle))\n\n"
      + Self.table(words.hazardColumns, hazards.map(words.cells))
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    row(head) + "|\(head.map { _ in " --- |" }.joined())\n" + rows.map(row).joined()
  }

  private static func row(_ cells: [String]) -> String {
    "| \(cells.map(escaped).joined(separator: " | ")) |\n"
  }

  private static func escaped(_ text: String) -> String {
    var safe = ""
    for character in text {
      if character.isNewline {
        safe += " "
      } else {
        if "\\`*_[]<>|#".contains(character) { safe += "\\" }
        safe.append(character)
      }
    }
    return safe
  }
}
