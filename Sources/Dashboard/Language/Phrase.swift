/// Something that the pages say, in every language that they have. The phrases stand in `Phrases/`, by topic.
package struct Phrase: Sendable, Hashable {
  private var english: String
  private var chinese: String

  /// - Parameters: the texts; `%1` and `%2` stand for what is put into them.
  package init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  package func text(_ language: Language, _ values: String...) -> String { text(language, values) }

  package func text(_ language: Language, _ values: [String]) -> String {
    let text = language == .english ? english : chinese
    guard !values.isEmpty else { return text }
    var filled = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "%") {
      filled += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      if let place = rest.first?.wholeNumberValue, values.indices.contains(place - 1) {
        filled += values[place - 1]
        rest = rest.dropFirst()
      } else {
        filled += "%"
      }
    }
    return filled + rest
  }
}
