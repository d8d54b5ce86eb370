/// Finds the known name that a mistyped one most likely meant.
package enum NearestName {
  /// - Returns: `" (did you mean X?)"`, or an empty string when nothing is close.
  package static func hint(for name: String, among known: some Sequence<String>) -> String {
    // Comparing costs the product of the lengths, and nobody mistypes a novel.
    guard name.utf8.count <= 200 else { return "" }
    let limit = max(1, name.count / 3)
    let best = known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .min { $0.1 < $1.1 }
    guard let best, best.1 <= limit else { return "" }
    return " (did you mean \(best.0)?)"
  }

  /// Whether one of two names is most likely a slip of the other.
  ///
  /// - Parameter edits: at most so many.
  package static func areNear(_ a: String, _ b: String, edits: Int) -> Bool {
    abs(a.utf8.count - b.utf8.count) <= 4 * edits && distance(a, b) <= edits
  }

  /// Damerau and Levenshtein's edit distance (optimal string alignment): swapped neighbours count as one edit.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var previous: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        let isSame = a[i] == b[j]
        var best = min(row[j] + (isSame ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, previous[j - 1] + 1) }
        next.append(best)
      }
      previous = row
      row = next
    }
    return row[b.count]
  }
}
