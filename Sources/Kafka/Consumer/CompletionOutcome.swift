package import WorkQueue

/// What became of completed offsets.
package enum CompletionOutcome: Sendable, Equatable {
  case accepted(OffsetCompletion)
  /// The epoch has passed: the partition was revoked, lost, or sought in. The records will come again.
  case stale
}
