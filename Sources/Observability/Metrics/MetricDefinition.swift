package import CoreMetrics

/// What a metric is called and what it says, told once.
package struct MetricDefinition: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case counter, gauge, histogram
  }

  /// The label by which swift-metrics knows it, in Prometheus' spelling and without `_total`.
  package var name: String
  package var kind: Kind
  /// One sentence for whoever reads a dashboard.
  package var help: String
  /// The base unit ("seconds", "bytes"), which is also part of the name; empty for plain counts.
  package var unit: String
  /// The names of its labels, for the documentation.
  package var labels: [String]
  /// Ascending upper bounds of a histogram; empty takes those of its unit.
  package var buckets: [Double]

  package init(
    _ kind: Kind, _ name: String, help: String, unit: String = "", labels: [String] = [],
    buckets: [Double] = []
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.unit = unit
    self.labels = labels
    self.buckets = buckets
  }

  /// Make it once and keep it: making looks the series up, adding to it does not.
  package func counter(
    _ labels: [(String, String)] = [], in factory: any MetricsFactory = MetricsSystem.factory
  ) -> Counter {
    Counter(label: name, dimensions: labels, factory: factory)
  }

  /// Make it once and keep it.
  package func gauge(
    _ labels: [(String, String)] = [], in factory: any MetricsFactory = MetricsSystem.factory
  ) -> Meter {
    Meter(label: name, dimensions: labels, factory: factory)
  }

  /// Make it once and keep it.
  package func timer(
    _ labels: [(String, String)] = [], in factory: any MetricsFactory = MetricsSystem.factory
  ) -> Timer {
    Timer(label: name, dimensions: labels, factory: factory)
  }
}
