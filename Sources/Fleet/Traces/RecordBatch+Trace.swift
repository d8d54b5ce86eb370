package import Kafka
package import Traces

extension RecordBatch {
  /// The trace that a record belongs to; nil for the many that belong to none, or to one that is not recorded.
  package func trace(at index: Int) -> TraceContext? {
    for header in headers(at: index) where header.name == TraceContext.header {
      guard let context = header.value.flatMap({ TraceContext($0) }), context.isSampled else { return nil }
      return context
    }
    return nil
  }

  /// Where the records come from, in OpenTelemetry's words for messaging.
  package func traceAttributes(at index: Int) -> [String: Span.Value] {
    [
      "messaging.system": .text("kafka"), "messaging.destination.name": .text(topic),
      "messaging.destination.partition.id": .text("\(partition)"),
      "messaging.kafka.offset": .number(offset(at: index)),
    ]
  }
}

extension TraceContext {
  /// What a record carries on.
  package var headers: [RecordHeader] { [RecordHeader(Self.header, headerValue)] }
}
