package import Traces

extension Span {
  /// Begins the span of a task that is sent, within the trace that it is sent for.
  ///
  /// - Parameter task: its seq.
  package init(sending task: UInt64, to topic: String, of parent: TraceContext) {
    self.init(
      "send", .producer, of: parent,
      attributes: [
        "messaging.system": .text("kafka"), "messaging.destination.name": .text(topic),
        "hazardfleet.seq": .number(Int64(clamping: task)),
      ])
  }
}
