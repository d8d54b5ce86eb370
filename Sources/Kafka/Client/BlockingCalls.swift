import Dispatch

/// Runs blocking calls of librdkafka outside the cooperative pool.
///
/// Two of them on the pool of a machine with two cores would stop every task of the process.
struct BlockingCalls: Sendable {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label, attributes: .concurrent)
  }

  func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }
}
