import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A server that gives prepared answers, path by path, and remembers what it was asked.
final class CannedAPI: Sendable {
  struct Answer: Sendable {
    var status = 200
    var type = "application/json; charset=utf-8"
    var body: String

    static func ok(_ body: String) -> Answer { Answer(body: body) }

    static func problem(_ status: Int, _ detail: String, errors: String = "") -> Answer {
      let more = errors.isEmpty ? "" : ",\"errors\":\(errors)"
      return Answer(
        status: status, type: "application/problem+json",
        body:
          "{\"status\":\(status),\"title\":\"T\",\"type\":\"about:blank\",\"detail\":\"\(detail)\"\(more)}")
    }
  }

  private struct State {
    var answers: [String: [Answer]]
    var requests: [String] = []
  }

  private let state: Mutex<State>

  /// - Parameter answers: for each path, without its query; the last answer repeats.
  private init(_ answers: [String: [Answer]]) {
    state = Mutex(State(answers: answers))
  }

  /// Paths with their queries, in order.
  var requests: [String] { state.withLock { $0.requests } }

  static func run(
    _ answers: [String: [Answer]], _ body: @Sendable (CannedAPI, String) async throws -> Void
  ) async throws {
    let api = CannedAPI(answers)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in api.answer(request.uri.description) },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let server = Task {
      defer { found.finish() }
      try await application.run()
    }
    defer { server.cancel() }
    for await port in ports {
      try await body(api, "http://127.0.0.1:\(port)")
      return
    }
    try await server.value
  }

  private func answer(_ target: String) -> Response {
    let path = String(target.prefix { $0 != "?" })
    let answer = state.withLock { state in
      state.requests.append(target)
      guard let answers = state.answers[path], let first = answers.first else {
        return Answer.problem(404, "There is nothing at \(path).")
      }
      if answers.count > 1 { state.answers[path] = Array(answers.dropFirst()) }
      return first
    }
    return Response(
      status: .init(code: answer.status), headers: [.contentType: answer.type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
  }
}
