/// A language of the pages.
package enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// As `lang` has it (BCP 47).
  package var tag: String { self == .english ? "en" : "zh-Hans" }

  /// What it is called by those who speak it.
  package var ownName: String { self == .english ? "English" : "中文" }

  package var other: Language { self == .english ? .chinese : .english }

  /// The language that a browser likes best among these, by `Accept-Language` (RFC 9110, section 12.5.4).
  package init(acceptLanguage header: String) {
    var best = (language: Language.english, weight: 0.0)
    for choice in header.split(separator: ",") {
      let parts = choice.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
      let weight =
        parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst("q=".count)) } ?? 1
      guard let tag = parts.first?.lowercased(), weight > best.weight,
        let language = Self.allCases.first(where: { tag == $0.rawValue || tag.hasPrefix($0.rawValue + "-") })
      else { continue }
      best = (language, weight)
    }
    self = best.language
  }
}
