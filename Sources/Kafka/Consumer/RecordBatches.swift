/// The batches of a consumer, or those of some of its topics.
package struct RecordBatches: AsyncSequence, Sendable {
  package typealias Element = RecordBatch
  package typealias Failure = any Error

  let shared: ConsumerShared
  /// `nil` for all.
  var topics: Set<String>?

  package func makeAsyncIterator() -> Iterator { Iterator(shared: shared, topics: topics) }

  package struct Iterator: AsyncIteratorProtocol {
    let shared: ConsumerShared
    let topics: Set<String>?

    package mutating func next() async throws -> RecordBatch? {
      try await shared.next(of: topics)
    }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws -> RecordBatch? {
      try await shared.next(of: topics)
    }
  }
}
