/// Finds the known name that a mistyped one most likely meant.
package enum NearestName {
  /// - Returns: `" (did you mean X?)"`, or an empty string when nothing is close.
  package static func hint(for name: String, among known: some Sequence<String>) -> String {
    let limit = max(1, name.count / 3)
    let best = known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .min { $0.1 < $1.1 }
    guard let best, best.1 <= limit else { return "" }
    return " (did you mean \(best.0)?)"
  }

  /// Levenshtein's edit distance.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
