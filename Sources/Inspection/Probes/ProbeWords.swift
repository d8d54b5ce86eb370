/// The words of a probe's line: separated by blanks; double quotes keep blanks inside a word.
enum ProbeWords {
  static func split(_ text: String) throws(ProbeSyntax.Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    // By scalars: a combining mark behind a blank or a quote makes it another character.
    for scalar in text.unicodeScalars {
      if scalar == "\0" { throw ProbeSyntax.Failure(description: "a probe with a NUL in it") }
      if scalar == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if scalar.properties.isWhitespace, !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        var longer = word ?? ""
        longer.unicodeScalars.append(scalar)
        word = longer
      }
    }
    guard !isQuoted else { throw ProbeSyntax.Failure(description: "a double quote is not closed") }
    if let word { words.append(word) }
    return words
  }

  static func join(_ words: [String]) -> String {
    words.map { $0.isEmpty || $0.unicodeScalars.contains { $0.properties.isWhitespace } ? "\"\($0)\"" : $0 }
      .joined(separator: " ")
  }

  /// `500ms`, `5s`, `10m`, `2h` or `3d`.
  static func duration(_ text: some StringProtocol) throws(ProbeSyntax.Failure) -> Duration {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = units.first { $0.name == text.dropFirst(digits.count) }
    guard let unit, let count = Int64(digits), count <= 1_000_000_000 else {
      throw ProbeSyntax.Failure(description: "\"\(text)\" is no time such as 500ms, 5s, 10m, 2h or 3d")
    }
    return .milliseconds(count * unit.milliseconds)
  }

  /// In the largest unit that it is a whole number of.
  static func text(of duration: Duration) -> String {
    let milliseconds = duration.wholeMilliseconds
    let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }

  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
}
