/// The batches of a consumer.
package struct RecordBatches: AsyncSequence, Sendable {
  package typealias Element = RecordBatch
  package typealias Failure = any Error

  let shared: ConsumerShared

  package func makeAsyncIterator() -> Iterator { Iterator(shared: shared) }

  package struct Iterator: AsyncIteratorProtocol {
    let shared: ConsumerShared

    package mutating func next() async throws -> RecordBatch? {
      try await shared.next()
    }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws -> RecordBatch? {
      try await shared.next()
    }
  }
}
