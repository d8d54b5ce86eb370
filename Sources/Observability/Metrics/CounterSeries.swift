import CoreMetrics
import Synchronization

/// Whole and fractional increments of one counter.
///
/// Both swift-metrics counters share it: which of the two a module picks does not change what is exposed.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
  private let whole = Atomic<Int64>(0)
  private let fractional = AtomicDouble()

  func increment(by amount: Int64) {
    // A counter that falls reads as a restart and would double every rate.
    guard amount > 0 else { return }
    whole.wrappingAdd(amount, ordering: .relaxed)
  }

  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    fractional.add(amount)
  }

  func reset() {
    whole.store(0, ordering: .relaxed)
    fractional.store(0)
  }

  func write(name: String, labels: MetricLabels, to text: inout String) {
    let whole = whole.load(ordering: .relaxed)
    let fractional = fractional.load()
    // Kept whole where it is whole: a Double would round above 2^53.
    let value = fractional == 0 ? String(whole) : metricNumber(Double(whole) + fractional)
    text += "\(name)\(labels.braced()) \(value)\n"
  }
}
