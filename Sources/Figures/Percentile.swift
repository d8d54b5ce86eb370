/// Percentiles by the nearest rank: always a value that occurs.
package enum Percentile {
  /// - Parameters:
  ///   - percent: 1...100.
  ///   - sorted: ascending.
  /// - Returns: the smallest value that at least so many percent do not exceed; nil of nothing.
  package static func of(_ percent: Int, sorted: [Int64]) -> Int64? {
    sorted.isEmpty ? nil : sorted[rank(percent, of: sorted.count) - 1]
  }

  /// - Returns: which of so many values it is, from 1 on; 0 of none.
  package static func rank(_ percent: Int, of count: Int) -> Int {
    min(max(1, (count * percent + 99) / 100), count)
  }
}
