import CoreMetrics
import Observability
import Synchronization

/// Counts requests by the route's template, never by the path, which would make a series for each hazard.
final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    var method: String
    var route: String
    var status: Int
  }

  private struct Made {
    var counters: [Key: Counter] = [:]
    var timers: [String: Timer] = [:]
  }

  private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  private let factory: any MetricsFactory
  private let made = Mutex(Made())

  init(factory: any MetricsFactory) {
    self.factory = factory
  }

  func record(method: String, route: String, status: Int, duration: Duration) {
    // A client may invent methods; they must not invent series.
    let key = Key(method: Self.methods.contains(method) ? method : "other", route: route, status: status)
    let (counter, timer) = made.withLock { made in
      let counter =
        made.counters[key]
        ?? MetricCatalog.httpRequests.counter(
          [("method", key.method), ("route", route), ("status", String(status))], in: factory)
      made.counters[key] = counter
      let timer = made.timers[route] ?? MetricCatalog.httpDuration.timer([("route", route)], in: factory)
      made.timers[route] = timer
      return (counter, timer)
    }
    counter.increment()
    let (seconds, attoseconds) = duration.components
    timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
