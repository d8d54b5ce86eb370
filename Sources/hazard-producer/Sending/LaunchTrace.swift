import Fleet
import Kafka
import Logging
import Planning
import ProgramSupport
import Traces

/// The trace of one launch: one task in so many carries it on to the worker and the ledger.
struct LaunchTrace: Sendable {
  let exporter: SpanExporter
  let root: Span
  /// Of so many tasks, one is traced.
  let oneIn: UInt64

  /// Lends the trace of a launch, and sends it however `body` ends.
  ///
  /// - Parameter body: gets nil where nothing is traced.
  static func with(
    _ configuration: Configuration, _ plan: CampaignPlan, logger: Logger,
    _ body: (LaunchTrace?) async throws -> String
  ) async throws -> String {
    guard let exporter = try configuration.spanExporter(service: "hazard-producer", logger: logger) else {
      return try await body(nil)
    }
    var root = Span(root: "launch \(plan.campaign)")
    root.attributes = [
      "hazardfleet.campaign": .text(plan.campaign), "hazardfleet.tasks": .number(Int64(clamping: plan.tasks)),
    ]
    let trace = LaunchTrace(
      exporter: exporter, root: root, oneIn: UInt64(configuration[Settings.tracedOneIn]))
    let sending = Task { await exporter.run() }
    let result: Result<String, any Error>
    do {
      result = .success(try await body(trace))
    } catch {
      root.failure = "\(error)"
      result = .failure(error)
    }
    exporter.record(root.ended())
    sending.cancel()
    await sending.value
    return try result.get()
  }

  /// Begins the span of a task that is sent; nil for those that are not traced.
  func send(_ task: UInt64, to topic: String) -> Span? {
    guard task % oneIn == 0 else { return nil }
    return Span(sending: task, to: topic, of: root.context)
  }

  /// The spans of a window whose records are acknowledged.
  func settle(_ window: SendWindow) {
    let end = Span.now()
    for span in window.spans { exporter.record(span.ended(at: end)) }
  }
}
