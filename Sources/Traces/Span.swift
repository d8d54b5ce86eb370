import Foundation

/// Some work of a trace, from its beginning to its end.
package struct Span: Sendable, Hashable {
  /// OpenTelemetry's numbers.
  package enum Kind: Int, Sendable, Hashable {
    case `internal` = 1
    case producer = 4
    case consumer = 5
  }

  package enum Value: Sendable, Hashable {
    case text(String)
    case number(Int64)
  }

  package let name: String
  package let kind: Kind
  /// What descends from it goes on from this.
  package let context: TraceContext
  /// The span that it descends from; nil for a trace's first.
  package let parent: UInt64?
  /// Nanoseconds since 1970.
  package let begin: UInt64
  package var end: UInt64
  /// By OpenTelemetry's semantic conventions, where these have a name.
  package var attributes: [String: Value] = [:]
  /// What went wrong; nil for what went well.
  package var failure: String?

  /// Begins a trace.
  package init(root name: String) {
    self.init(
      name, .internal, TraceContext(trace: .random(), span: TraceContext.randomSpan()), parent: nil,
      begin: Self.now())
  }

  /// Begins what descends from another span.
  package init(
    _ name: String, _ kind: Kind, of parent: TraceContext, begin: UInt64 = Self.now(),
    attributes: [String: Value] = [:]
  ) {
    self.init(
      name, kind,
      TraceContext(
        trace: parent.trace, span: TraceContext.randomSpan(), isSampled: parent.isSampled),
      parent: parent.span, begin: begin)
    self.attributes = attributes
  }

  private init(_ name: String, _ kind: Kind, _ context: TraceContext, parent: UInt64?, begin: UInt64) {
    self.name = name
    self.kind = kind
    self.context = context
    self.parent = parent
    self.begin = begin
    end = begin
  }

  /// The same, with its end.
  package func ended(at time: UInt64 = Self.now()) -> Span {
    var span = self
    // A clock may be set back meanwhile.
    span.end = max(begin, time)
    return span
  }

  /// The wall clock in nanoseconds since 1970.
  package static func now() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970) * 1e9) }
}
