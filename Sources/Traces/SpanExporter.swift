import AsyncHTTPClient
import Foundation
package import Logging
import Metrics
import NIOCore
import NIOHTTP1
import Observability
package import ServiceLifecycle

/// Sends spans to a collector, in batches, beside the work: nobody waits for it.
///
/// What the collector cannot take for the moment stays in a buffer, and is tried again, later each time. What finds no
/// room there, or is refused, is counted and let go.
package final class SpanExporter: Service {
  private static let capacity = 4_096
  private static let batchSize = 512
  private static let interval = Duration.seconds(1)
  private static let longestPause = Duration.seconds(30)
  /// For one request.
  private static let patience = TimeAmount.seconds(10)
  private static let largestAnswer = 64 << 10
  package static let lastWords = Duration.seconds(3)

  private let endpoint: OTLPEndpoint
  private let resource: [String: String]
  private let buffer = SpanBuffer(capacity: SpanExporter.capacity)
  private let client = HTTPClient(eventLoopGroupProvider: .singleton)
  private let logger: Logger
  private let exported = MetricCatalog.spansExported.counter()
  private let refused = MetricCatalog.spansDropped.counter([("reason", "refused")])
  private let unsent = MetricCatalog.spansDropped.counter([("reason", "unsent")])

  /// - Parameters:
  ///   - service: the program's name, `service.name` of OpenTelemetry.
  ///   - instance: what tells it from others of its kind, `service.instance.id`.
  package init(_ endpoint: OTLPEndpoint, service: String, instance: String, logger: Logger) {
    self.endpoint = endpoint
    resource = ["service.name": service, "service.instance.id": instance, "service.namespace": "hazardfleet"]
    self.logger = logger
  }

  /// Takes a span that has ended. Never waits.
  package func record(_ span: Span) { buffer.add(span) }

  /// Sends until it is to stop, and then what is left, for some seconds.
  package func run() async {
    await cancelWhenGracefulShutdown { await self.keepSending() }
    await finish()
  }

  /// Sends what is left, for some seconds. Call it once, last.
  package func finish(within time: Duration = SpanExporter.lastWords) async {
    let sending = Task { await self.sendAll() }
    let limit = Task {
      try? await Task.sleep(for: time)
      sending.cancel()
    }
    await sending.value
    limit.cancel()
    let left = buffer.first(.max).count
    if left > 0 { unsent.increment(by: left) }
    try? await client.shutdown()
  }

  private func keepSending() async {
    var pause = Self.interval
    while !Task.isCancelled {
      try? await Task.sleep(for: pause)
      pause = await sendAll() ? Self.interval : min(pause * 2, Self.longestPause)
    }
  }

  /// - Returns: false when the collector cannot take any more for the moment.
  @discardableResult
  private func sendAll() async -> Bool {
    while !Task.isCancelled {
      let spans = buffer.first(Self.batchSize)
      guard !spans.isEmpty else { return true }
      guard await send(spans) else { return false }
      buffer.removeFirst(spans.count)
    }
    return true
  }

  /// - Returns: whether that is the end of it, well or not.
  private func send(_ spans: [Span]) async -> Bool {
    do {
      var request = HTTPClientRequest(url: endpoint.url)
      request.method = .POST
      for (name, value) in endpoint.headers { request.headers.replaceOrAdd(name: name, value: value) }
      request.headers.replaceOrAdd(name: "content-type", value: "application/json")
      request.headers.replaceOrAdd(name: "user-agent", value: "hazardfleet")
      request.body = .bytes(ByteBuffer(bytes: try OTLPRequest(spans, resource: resource).json()))
      let answer = try await client.execute(request, timeout: Self.patience)
      let body = try await answer.body.collect(upTo: Self.largestAnswer)
      return judge(Int(answer.status.code), Data(body.readableBytesView), spans.count)
    } catch {
      logger.debug("the collector of traces cannot be reached", metadata: ["error": "\(error)"])
      return false
    }
  }

  private func judge(_ status: Int, _ body: Data, _ count: Int) -> Bool {
    switch status {
    case 200..<300:
      let partial = (try? JSONDecoder().decode(OTLPAnswer.self, from: body))?.partialSuccess
      let rejected = min(count, max(0, partial?.rejectedSpans ?? 0))
      exported.increment(by: count - rejected)
      if rejected > 0 { lose(rejected, partial?.errorMessage ?? "") }
      return true
    case 429, 502, 503, 504:
      // OTLP's statuses after which the same may be sent again.
      logger.debug("the collector of traces is busy", metadata: ["status": "\(status)"])
      return false
    default:
      lose(count, "status \(status)")
      return true
    }
  }

  private func lose(_ count: Int, _ reason: String) {
    refused.increment(by: count)
    logger.warning(
      "the collector refuses spans",
      metadata: ["spans": "\(count)", "reason": "\(reason.prefix(500))", "endpoint": "\(endpoint.url)"])
  }
}
