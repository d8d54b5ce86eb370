import Foundation

/// Names and values as queries and forms write them (`application/x-www-form-urlencoded`, WHATWG URL, 5).
package enum FormText {
  package struct Pair: Sendable, Hashable {
    /// As it came, for whoever is told that it cannot be read.
    package var writtenName: String
    /// Nil for what is not valid percent-encoded UTF-8.
    package var name: String?
    /// Empty where there is none; nil for what is not valid percent-encoded UTF-8.
    package var value: String?
  }

  /// In the order in which they came.
  package static func pairs(_ text: String) -> [Pair] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Pair(
        writtenName: String(parts[0]), name: decoded(parts[0]),
        value: parts.count > 1 ? decoded(parts[1]) : "")
    }
  }

  /// Forms send a space as `+`.
  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}
