import HTTPTypes
import Hummingbird
import NIOCore

extension ResponseBody {
  /// All of it; for bodies that lie in memory anyway.
  func bytes() async throws -> ByteBuffer {
    let collected = CollectedBytes()
    try await write(CollectingWriter(collected: collected))
    return collected.buffer
  }

  private final class CollectedBytes {
    var buffer = ByteBuffer()
  }

  private struct CollectingWriter: ResponseBodyWriter {
    let collected: CollectedBytes

    mutating func write(_ buffer: ByteBuffer) async throws {
      collected.buffer.writeImmutableBuffer(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}

extension Response {
  /// Whether it is JSON in memory, as all answers of the API are but exports and streams.
  var isWholeJSON: Bool {
    body.contentLength != nil && headers[.contentType]?.hasPrefix("application/json") == true
  }
}
