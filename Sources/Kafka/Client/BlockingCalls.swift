import Dispatch
import Synchronization

/// Runs blocking calls of librdkafka outside the cooperative pool.
///
/// Two of them on the pool of a machine with two cores would stop every task of the process.
struct BlockingCalls: Sendable {
  private let queue: DispatchQueue

  /// What a call gets beyond its own deadline before it is left to itself.
  private static let grace = Duration.milliseconds(500)

  init(label: String) {
    queue = DispatchQueue(label: label, attributes: .concurrent)
  }

  /// Waits for a call, which has the same deadline.
  ///
  /// librdkafka waits by the wall clock: a clock that is set back makes a call last as much longer. It is not
  /// waited for then.
  ///
  /// - Throws: what `body` throws; `KafkaError` with code `deadlineExceeded`.
  func run<Result: Sendable>(
    until end: ContinuousClock.Instant, _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let waiting = Waiter(continuation)
      queue.async { waiting.resume(with: Swift.Result { try body() }) }
      let left = max(.zero, end - .now) + Self.grace
      DispatchQueue.global().asyncAfter(deadline: .now() + left.seconds) {
        waiting.resume(with: .failure(KafkaError(code: .deadlineExceeded)))
      }
    }
  }

  /// Resumes once, with whatever comes first.
  private final class Waiter<Result: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Result, any Error>?>

    init(_ continuation: CheckedContinuation<Result, any Error>) {
      self.continuation = Mutex(continuation)
    }

    func resume(with result: Swift.Result<Result, any Error>) {
      let first = continuation.withLock { continuation in
        defer { continuation = nil }
        return continuation
      }
      first?.resume(with: result)
    }
  }
}
