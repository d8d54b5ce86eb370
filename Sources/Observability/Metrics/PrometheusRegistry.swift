package import CoreMetrics
import Synchronization

/// Keeps what swift-metrics records and writes it in Prometheus' text format 0.0.4.
///
/// Counting touches only its own series. The lock is held for making a series and for a scrape's copy of the
/// list, never while one counts.
package final class PrometheusRegistry: MetricsFactory, Sendable {
  /// What `exposition()` is, as an HTTP content type.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private let definitions: [String: MetricDefinition]
  private let families = Mutex<[String: MetricFamily]>([:])

  package init(catalog: [MetricDefinition] = MetricCatalog.all) {
    definitions = Dictionary(
      catalog.map { (MetricName.metric($0.name), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Everything recorded so far, sorted by name and labels.
  package func exposition() -> String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) { family.write(name: name, to: &text) }
    return text
  }

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions)
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    counter(label, dimensions)
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else { return gauge(label, dimensions) }
    let name = MetricName.metric(label)
    let unit = definitions[name]?.unit ?? ""
    let isTime = unit == "seconds" || name.hasSuffix("_seconds")
    return histogram(
      name, dimensions, fallback: isTime ? HistogramBuckets.seconds : HistogramBuckets.powersOfTen)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let name = MetricName.metric(label)
    return histogram(
      name.hasSuffix("_seconds") ? name : name + "_seconds", dimensions, fallback: HistogramBuckets.seconds)
  }

  // Whoever still holds a destroyed series counts into nothing.
  package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
    let name = MetricName.metric(label)
    return series(
      .counter, name.hasSuffix("_total") ? name : name + "_total", definition: definitions[name], dimensions,
      make: CounterSeries.init)
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
    let name = MetricName.metric(label)
    return series(.gauge, name, definition: definitions[name], dimensions, make: GaugeSeries.init)
  }

  private func histogram(
    _ name: String, _ dimensions: [(String, String)], fallback: [Double]
  ) -> HistogramSeries {
    let definition = definitions[name]
    let named = definition?.buckets ?? []
    return series(.histogram, name, definition: definition, dimensions) {
      HistogramSeries(bounds: named.isEmpty ? fallback : named)
    }
  }

  private func series<Series: MetricSeries>(
    _ kind: MetricDefinition.Kind, _ name: String, definition: MetricDefinition?,
    _ dimensions: [(String, String)], make: () -> Series
  ) -> Series {
    let labels = MetricLabels(dimensions)
    return families.withLock { families in
      // One name may stand for one kind only; a second kind keeps its data under a name that tells.
      let taken = families[name].map { $0.kind != kind } ?? false
      let name = taken ? "\(name)_\(kind.rawValue)" : name
      var family = families[name] ?? MetricFamily(kind: kind, help: definition?.help ?? "")
      if let known = family.series[labels] as? Series { return known }
      let made = make()
      family.series[labels] = made
      families[name] = family
      return made
    }
  }

  private func remove(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        for (labels, series) in family.series where series === handler {
          families[name]?.series[labels] = nil
          return
        }
      }
    }
  }
}
