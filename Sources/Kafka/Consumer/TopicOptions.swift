package import WorkQueue

/// How much of one topic may be in flight. Topics never wait for each other's credit.
package struct TopicOptions: Sendable, Equatable {
  /// How much of one partition may be delivered beyond its low watermark.
  package var window = OffsetWindow()
  /// The most incomplete records of all partitions of the topic together.
  package var maxRecords = 100_000
  /// The most incomplete bytes of all partitions of the topic together; the last batch taken may exceed it.
  package var maxBytes = 64 << 20
  /// The most records in one batch.
  package var maxBatchRecords = 1000
  /// About the most bytes in one batch; a larger record still comes, alone.
  package var maxBatchBytes = 1 << 20
  /// Whether the application keeps records back for a time of its own choosing: a revocation or a close then does
  /// not wait for them to be completed. They come again, to whoever has the partition then.
  ///
  /// ``ConsumerHooks/onAssignmentChange`` tells the holder which epochs have ended, so that it can let go.
  package var isHeld = false

  package init() {}
}
