import CoreMetrics
import Synchronization

/// How many values fell below each bound: a timer (in seconds), or a recorder that aggregates.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
  /// Changed together, so that a scrape never sees a sum without its count.
  private struct State {
    /// By the first bucket that holds the value; the last one has no bound.
    var counts: [UInt64]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    // One NaN would make the sum NaN for good.
    guard !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.counts[bucket] += 1
      $0.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) {
    record(Double(duration) / 1e9)
  }

  func write(name: String, labels: MetricLabels, to text: inout String) {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    var total: UInt64 = 0
    for (index, count) in counts.enumerated() {
      total += count
      let bound = index < bounds.count ? metricNumber(bounds[index]) : "+Inf"
      text += "\(name)_bucket\(labels.braced(adding: "le=\"\(bound)\"")) \(total)\n"
    }
    text += "\(name)_sum\(labels.braced()) \(metricNumber(sum))\n"
    text += "\(name)_count\(labels.braced()) \(total)\n"
  }
}
