/// What the application wants to say and hear when partitions come and go.
///
/// All hooks run on the consumer's thread and hold up consuming; they must not call the consumer's
/// asynchronous functions.
package struct ConsumerHooks: Sendable {
  /// Tells where newly assigned partitions start; partitions it leaves out start at the committed offset.
  ///
  /// Throwing ends the sequence of batches with that error.
  package var startingOffsets: (@Sendable ([TopicPartition]) throws -> [TopicPartition: StartOffset])?
  /// Hears about changes of the assignment: about every epoch that begins or ends, save those of a seek, which
  /// the application asks for itself. Whoever holds records back lets go of them here, and
  /// asks ``KafkaConsumer/isCurrent(_:epoch:)`` when it takes in new ones, which may come after this.
  package var onAssignmentChange: (@Sendable (AssignmentChange) -> Void)?
  /// Called on every turn of the consumer's thread: for tests that stop it.
  package var onTurn: (@Sendable () -> Void)?

  package init(
    startingOffsets: (@Sendable ([TopicPartition]) throws -> [TopicPartition: StartOffset])? = nil,
    onAssignmentChange: (@Sendable (AssignmentChange) -> Void)? = nil
  ) {
    self.startingOffsets = startingOffsets
    self.onAssignmentChange = onAssignmentChange
  }
}

/// A change of the partitions assigned to a consumer.
package enum AssignmentChange: Sendable, Equatable {
  /// Partitions were assigned, with their new epochs.
  case assigned([TopicPartition: Int])
  /// Partitions are about to go; work on them should be completed, or given up, before the deadline.
  case revoking([TopicPartition])
  /// Partitions are gone; completions of their records are ignored from now on.
  case revoked([TopicPartition])
  /// Partitions were taken away without notice; another member may be working on them already.
  case lost([TopicPartition])
}
