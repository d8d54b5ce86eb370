package import WorkQueue

/// Limits and times of a consumer.
package struct ConsumerOptions: Sendable {
  /// How much of one partition may be delivered beyond its low watermark.
  package var window = OffsetWindow()
  /// The most incomplete records of all partitions together.
  package var maxRecords = 100_000
  /// The most incomplete bytes of all partitions together; the last batch taken may exceed it.
  package var maxBytes = 64 << 20
  /// The most records in one batch.
  package var maxBatchRecords = 1000
  /// About the most bytes in one batch; a larger record still comes, alone.
  package var maxBatchBytes = 1 << 20
  /// How often low watermarks are committed.
  package var commitInterval: Duration = .seconds(1)
  /// How long a revocation waits for records in flight to be completed.
  package var revokeDeadline: Duration = .seconds(5)

  package init() {}
}
