import Metrics
import Observability
import Synchronization

/// Spans on their way to the collector. Bounded: who records never waits, and what finds no room is counted and let go.
final class SpanBuffer: Sendable {
  private let spans = Mutex<[Span]>([])
  private let capacity: Int
  private let dropped = MetricCatalog.spansDropped.counter([("reason", "noRoom")])

  init(capacity: Int) {
    self.capacity = capacity
  }

  func add(_ span: Span) {
    let hasRoom = spans.withLock { spans in
      guard spans.count < capacity else { return false }
      spans.append(span)
      return true
    }
    if !hasRoom { dropped.increment() }
  }

  /// The oldest, which stay until they are removed.
  func first(_ count: Int) -> [Span] { spans.withLock { Array($0.prefix(count)) } }

  /// For the one who took them.
  func removeFirst(_ count: Int) { spans.withLock { $0.removeFirst(min(count, $0.count)) } }
}
