/// Metrics as programs expose them (Prometheus' text format 0.0.4), as far as counters and gauges go.
struct MetricText: Sendable {
  struct Series: Sendable, Hashable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  var series: [Series] = []

  /// Lines that cannot be read are left out.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      if let one = Self.read(line) { series.append(one) }
    }
  }

  /// The sum of all series of that name; nil where there is none.
  func total(_ name: String) -> Double? {
    sum(name) { _ in true }
  }

  func sum(_ name: String, where fits: ([String: String]) -> Bool) -> Double? {
    let found = series.filter { $0.name == name && fits($0.labels) }
    return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
  }

  private static func read(_ line: Substring) -> Series? {
    guard let end = line.firstIndex(where: { $0 == "{" || $0 == " " }) else { return nil }
    var labels: [String: String] = [:]
    var rest = line[end...]
    if rest.first == "{" {
      rest = rest.dropFirst()
      while let first = rest.first, first != "}" {
        guard let label = readLabel(&rest) else { return nil }
        labels[label.0] = label.1
        if rest.first == "," { rest = rest.dropFirst() }
      }
      rest = rest.dropFirst()
    }
    guard let number = rest.split(separator: " ").first, let value = Double(number) else { return nil }
    return Series(name: String(line[..<end]), labels: labels, value: value)
  }

  /// `name="value"`, in which `\\`, `\"` and `\n` are escaped.
  private static func readLabel(_ rest: inout Substring) -> (String, String)? {
    guard let sign = rest.firstIndex(of: "=") else { return nil }
    let name = String(rest[..<sign])
    rest = rest[rest.index(after: sign)...]
    guard rest.popFirst() == "\"" else { return nil }
    var value = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return (name, value)
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped == "n" ? "\n" : escaped)
      default: value.append(character)
      }
    }
    return nil
  }
}
