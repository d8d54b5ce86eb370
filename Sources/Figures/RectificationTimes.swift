/// How long closed hazards took, from being opened to being closed, in milliseconds.
package struct RectificationTimes: Sendable, Hashable {
  /// How many they are.
  package var hazards = 0
  /// Half of them took no longer; nil without any.
  package var median: Int64?
  /// Nine of ten took no longer.
  package var p90: Int64?

  package init() {}

  package init(hazards: Int, median: Int64?, p90: Int64?) {
    self.hazards = hazards
    self.median = median
    self.p90 = p90
  }

  /// - Parameter times: in any order.
  package init(_ times: [Int64]) {
    let sorted = times.sorted()
    self.init(
      hazards: times.count, median: Percentile.of(50, sorted: sorted), p90: Percentile.of(90, sorted: sorted))
  }
}
