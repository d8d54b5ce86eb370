import Synchronization

/// Batches on their way from the consumer to the ledger. The writer takes all that wait at once, so that the
/// busier it is, the larger its transactions are. The consumer's credits bound what can wait.
final class Inbox: Sendable {
  private struct State {
    var batches: [DecodedBatch] = []
    var isFinished = false
  }

  private let state = Mutex(State())
  private let wakeups: AsyncStream<Void>
  private let wakeup: AsyncStream<Void>.Continuation

  init() {
    (wakeups, wakeup) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func add(_ batch: DecodedBatch) {
    state.withLock { $0.batches.append(batch) }
    wakeup.yield()
  }

  /// No more batches will come.
  func finish() {
    state.withLock { $0.isFinished = true }
    wakeup.finish()
  }

  /// Everything that waits, in the order of arrival; nil when nothing waits and nothing will come.
  func takeAll() -> [DecodedBatch]? {
    state.withLock { state in
      if state.batches.isEmpty, state.isFinished { return nil }
      defer { state.batches = [] }
      return state.batches
    }
  }

  /// Waits until something was added or the inbox is finished. For one caller only.
  func waitForMore(_ iterator: inout AsyncStream<Void>.Iterator) async {
    _ = await iterator.next()
  }

  func makeWakeupIterator() -> AsyncStream<Void>.Iterator { wakeups.makeAsyncIterator() }
}
