/// The metrics as documentation: a table in Markdown.
package enum MetricTable {
  package static var markdown: String {
    (["| name | kind | labels | |", "| --- | --- | --- | --- |"] + MetricCatalog.all.map(row))
      .joined(separator: "\n")
  }

  private static func row(_ metric: MetricDefinition) -> String {
    let name = metric.kind == .counter ? "\(metric.name)_total" : metric.name
    let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
    return "| `\(name)` | \(metric.kind.rawValue) | \(labels) | \(metric.help) |"
  }
}
