import Logging
import Testing
import Traces

@Suite(.timeLimit(.minutes(2))) struct SpanExporterTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func exporter(_ base: String) throws -> SpanExporter {
    SpanExporter(
      try #require(OTLPEndpoint(base: base)), service: "test", instance: "1", logger: Self.quiet)
  }

  @Test func spansArrive() async throws {
    try await Collector.run { collector, address in
      let exporter = try exporter(address)
      let root = Span(root: "launch")
      exporter.record(Span("send", .producer, of: root.context).ended())
      exporter.record(root.ended())
      await exporter.finish(within: .seconds(100))
      #expect(
        collector.spans == [
          .init(
            name: "send", trace: root.context.trace.hex,
            parent: String(root.context.headerValue.split(separator: "-")[2])),
          .init(name: "launch", trace: root.context.trace.hex, parent: nil),
        ])
    }
  }

  /// A collector that is busy gets the same spans once more, and each once.
  @Test func whatIsNotTakenIsSentAgain() async throws {
    try await Collector.run([.init(status: 503), .init(status: 429)]) { collector, address in
      let exporter = try exporter(address)
      for number in 0..<600 { exporter.record(Span(root: "\(number)").ended()) }
      let running = Task { await exporter.run() }
      while collector.spans.count < 600 { try await Task.sleep(for: .milliseconds(20)) }
      running.cancel()
      await running.value
      #expect(collector.spans.map(\.name) == (0..<600).map { "\($0)" })
    }
  }

  /// What is refused is let go, and what comes after it goes on.
  @Test func whatIsRefusedIsLetGo() async throws {
    let partial = #"{"partialSuccess":{"rejectedSpans":"1","errorMessage":"no"}}"#
    try await Collector.run([.init(status: 400), .init(body: partial)]) { collector, address in
      let exporter = try exporter(address)
      for number in 0..<1_100 { exporter.record(Span(root: "\(number)").ended()) }
      await exporter.finish(within: .seconds(100))
      #expect(collector.requests == 3)
      #expect(collector.spans.map(\.name) == (512..<1_100).map { "\($0)" })
    }
  }

  /// Whoever records never waits, whatever the collector does, and the end does not either.
  @Test func aCollectorThatIsNotThereHoldsNobodyUp() async throws {
    let exporter = try exporter("http://127.0.0.1:1")
    let started = ContinuousClock.now
    for number in 0..<100_000 { exporter.record(Span(root: "\(number)").ended()) }
    await exporter.finish()
    #expect(.now - started < .seconds(60))
  }
}
