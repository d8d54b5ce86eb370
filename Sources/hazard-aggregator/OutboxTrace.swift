import Fleet
import Kafka
import Traces

/// The trace of something that the outbox sends: a re-inspection, a report, a submission. Its tasks carry it on to the worker
/// and back to the ledger, one in so many, the first in any case.
struct OutboxTrace {
  /// Where the traces of an outbox go, and how many there are.
  struct Collector: Sendable {
    let exporter: SpanExporter
    /// Of so many tasks, one is traced.
    let oneIn: UInt64
  }

  private let collector: Collector
  private var root: Span
  private var sent: [Span] = []

  init(_ name: String, campaign: String, tasks: Int, to collector: Collector) {
    self.collector = collector
    root = Span(root: name)
    root.attributes = [
      "hazardfleet.campaign": .text(campaign), "hazardfleet.tasks": .number(Int64(tasks)),
    ]
  }

  /// Begins the span of a task.
  ///
  /// - Returns: what its record carries; nothing for those that are not traced.
  mutating func headers(of task: UInt64, to topic: String) -> [RecordHeader] {
    guard task % collector.oneIn == 0 else { return [] }
    let span = Span(sending: task, to: topic, of: root.context)
    sent.append(span)
    return span.context.headers
  }

  /// Sends the spans.
  ///
  /// - Parameter failure: why the tasks may not have been sent; nil when they are acknowledged.
  func settle(_ failure: (any Error)? = nil) {
    guard !sent.isEmpty else { return }
    let end = Span.now()
    for var span in [root] + sent {
      span.failure = failure.map { "\($0)" }
      collector.exporter.record(span.ended(at: end))
    }
  }
}
