import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A collector that keeps the spans that it is sent, and answers as it is told.
final class Collector: Sendable {
  struct Answer: Sendable {
    var status = 200
    var body = "{}"
  }

  struct Sent: Sendable, Hashable {
    var name: String
    var trace: String
    var parent: String?
  }

  private struct State {
    var answers: [Answer]
    var spans: [Sent] = []
    var requests = 0
  }

  private let state: Mutex<State>

  private init(_ answers: [Answer]) {
    state = Mutex(State(answers: answers))
  }

  var requests: Int { state.withLock { $0.requests } }
  /// Of requests that were answered with 200.
  var spans: [Sent] { state.withLock { $0.spans } }

  /// - Parameter answers: in turn; after the last all is well.
  static func run(
    _ answers: [Answer] = [], _ body: @Sendable (Collector, String) async throws -> Void
  ) async throws {
    let collector = Collector(answers)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in
        var request = request
        let body = try await request.collectBody(upTo: 16 << 20)
        return collector.answer(request, Data(body.readableBytesView))
      },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let server = Task {
      defer { found.finish() }
      try await application.run()
    }
    defer { server.cancel() }
    for await port in ports {
      try await body(collector, "http://127.0.0.1:\(port)")
      return
    }
    try await server.value
  }

  private func answer(_ request: Request, _ body: Data) -> Response {
    let spans = Self.spans(body)
    let isOurs = request.uri.path == "/v1/traces" && request.headers[.contentType] == "application/json"
    let answer = state.withLock { state in
      state.requests += 1
      let answer =
        !isOurs || spans == nil
        ? Answer(status: 400) : state.answers.isEmpty ? Answer() : state.answers.removeFirst()
      if answer.status == 200 { state.spans += spans ?? [] }
      return answer
    }
    return Response(
      status: .init(code: answer.status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
  }

  /// - Returns: nil for what is not OTLP.
  private static func spans(_ body: Data) -> [Sent]? {
    struct Body: Decodable {
      struct Resource: Decodable { var scopeSpans: [Scope] }
      struct Scope: Decodable { var spans: [Span] }
      struct Span: Decodable {
        var traceId, spanId, name, startTimeUnixNano, endTimeUnixNano: String
        var parentSpanId: String?
        var kind: Int
      }

      var resourceSpans: [Resource]
    }
    guard let body = try? JSONDecoder().decode(Body.self, from: body) else { return nil }
    return body.resourceSpans.flatMap(\.scopeSpans).flatMap(\.spans).map {
      Sent(name: $0.name, trace: $0.traceId, parent: $0.parentSpanId)
    }
  }
}
