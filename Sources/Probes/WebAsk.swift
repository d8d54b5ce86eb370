import NIOCore

/// What a web server answered.
struct WebAnswer: Sendable {
  var status = 0
  var lastModified: String?
  var body = ByteBuffer()
}

/// A request that is under way, on the event loop of its connection.
final class WebAsk {
  /// Within its client.
  let id: Int
  let address: WebAddress
  let deadline: NIODeadline
  private var continuation: CheckedContinuation<WebAnswer, any Error>?
  /// Nil while it is made.
  var connection: WebConnection?
  /// Whether its connection has carried others before: the other side may have been about to close it.
  var isOnKeptConnection = false

  init(
    id: Int, address: WebAddress, deadline: NIODeadline,
    continuation: CheckedContinuation<WebAnswer, any Error>
  ) {
    self.id = id
    self.address = address
    self.deadline = deadline
    self.continuation = continuation
  }

  /// The first end counts.
  func end(_ result: Result<WebAnswer, any Error>) {
    continuation.take()?.resume(with: result)
    connection = nil
  }
}
