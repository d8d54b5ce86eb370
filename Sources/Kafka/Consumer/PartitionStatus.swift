/// The state of one assigned partition.
package struct PartitionStatus: Sendable, Equatable {
  package let epoch: Int
  /// The next offset to commit, once known.
  package let lowWatermark: Int64?
  /// The offset after the last record received.
  package let nextExpected: Int64?
  /// The last offset this consumer committed in this epoch.
  package let committed: Int64?
  package let incompleteCount: Int
  package let incompleteBytes: Int
  /// Records at or above the low watermark, complete or not.
  package let span: Int
  /// What the low watermark waits for: its record blocks the partition; `nil` with nothing in flight.
  package var lowestIncomplete: Int64? { incompleteCount > 0 ? lowWatermark : nil }
  /// 1 or more when no more is taken from the partition.
  package let fullness: Double
  package let isRevoking: Bool
}
