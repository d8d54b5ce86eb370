/// What a task that failed for the moment takes along to its next attempt.
package struct RetryState: Sendable, Hashable {
  /// Attempts made since the last redrive.
  package var attempt: UInt32
  package var firstFailedAt: Timestamp
  /// Not to be tried before.
  package var dueAt: Timestamp
  /// A word for the kind of the last failure, by which failures are grouped.
  package var errorClass: String
  /// The last failure, in words.
  package var error: String
  /// What earlier attempts decided. Its items are all of the task's; those that are still to be checked are not
  /// named in it.
  package var partial: TaskResult

  package init(
    attempt: UInt32, firstFailedAt: Timestamp, dueAt: Timestamp, errorClass: String, error: String,
    partial: TaskResult
  ) {
    self.attempt = attempt
    self.firstFailedAt = firstFailedAt
    self.dueAt = dueAt
    self.errorClass = errorClass
    self.error = error
    self.partial = partial
  }
}
