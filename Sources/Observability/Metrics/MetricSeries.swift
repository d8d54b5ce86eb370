/// One series of a family, which knows how to write its lines.
protocol MetricSeries: AnyObject, Sendable {
  func write(name: String, labels: MetricLabels, to text: inout String)
}

/// Prometheus' spelling of a number.
func metricNumber(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
  if let whole = Int64(exactly: value) { return String(whole) }
  return String(value)
}
