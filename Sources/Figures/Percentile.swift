/// Percentiles by the nearest rank: always a value that occurs.
package enum Percentile {
  /// - Parameters:
  ///   - percent: 1...100.
  ///   - sorted: ascending.
  /// - Returns: the smallest value that at least so many percent do not exceed; nil of nothing.
  package static func of(_ percent: Int, sorted: [Int64]) -> Int64? {
    guard !sorted.isEmpty else { return nil }
    let rank = (sorted.count * percent + 99) / 100
    return sorted[min(max(1, rank), sorted.count) - 1]
  }
}
