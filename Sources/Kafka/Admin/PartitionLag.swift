/// How far a group is in a partition.
package struct PartitionLag: Sendable, Equatable {
  package let watermarks: Watermarks
  /// The committed offset; `nil` when the group has none.
  package let committed: Int64?

  package init(watermarks: Watermarks, committed: Int64?) {
    self.watermarks = watermarks
    self.committed = committed
  }

  /// Records from the committed offset, or from the first there is, to the end.
  package var lag: Int64 {
    max(0, watermarks.high - max(committed ?? watermarks.low, watermarks.low))
  }
}
