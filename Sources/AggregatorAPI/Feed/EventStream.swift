import Foundation
import HTTPTypes
import Hummingbird
import ServiceLifecycle

/// An event of a stream (server-sent events, WHATWG HTML, 9.2).
struct ServerEvent: Sendable {
  /// Where to go on after it; nil where that is not behind it.
  var id: String?
  var name: String
  /// JSON on one line.
  var data: String

  init(_ name: String, id: String? = nil, _ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.id = id
    self.name = name
    data = String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  var text: String { (id.map { "id: \($0)\n" } ?? "") + "event: \(name)\ndata: \(data)\n\n" }
}

/// What a stream tells of.
protocol EventSource: Actor {
  /// - Returns: what is new, perhaps nothing; nil when nothing more is to come.
  func next() async throws -> [ServerEvent]?
}

enum EventStream {
  /// Between one look and the next.
  private static let pause = Duration.seconds(1)
  /// Looks without anything new, after which a line keeps the connection from being taken for dead.
  private static let longestSilence = 15

  /// An answer that is read as fast as its reader takes it, and no faster.
  static func response(_ source: some EventSource) -> Response {
    let pieces = AsyncThrowingStream(unfolding: { try await piece(source) })
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream"],
      body: ResponseBody(asyncSequence: pieces))
  }

  /// - Returns: nil at the end, and when the server is about to stop.
  private static func piece(_ source: some EventSource) async throws -> ByteBuffer? {
    for _ in 0..<longestSilence {
      guard !Task.isShuttingDownGracefully, let events = try await source.next() else { return nil }
      if !events.isEmpty { return ByteBuffer(string: events.map(\.text).joined()) }
      try await Task.sleep(for: pause)
    }
    return ByteBuffer(string: ": still here\n\n")
  }
}
