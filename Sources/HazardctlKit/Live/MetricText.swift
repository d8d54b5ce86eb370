/// Metrics as programs expose them (Prometheus' text format 0.0.4), as far as counters and gauges go.
package struct MetricText: Sendable {
  package struct Series: Sendable, Hashable {
    package var name: String
    package var labels: [String: String]
    /// Finite, and within `limit` on either side.
    package var value: Double
  }

  /// Larger than anything that is counted, and small enough for sums of many to be whole numbers.
  package static let limit = 1e15

  package private(set) var series: [Series] = []

  /// Lines that cannot be read are left out, and so are those whose value is no number.
  package init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      if let one = Self.read(line) { series.append(one) }
    }
  }

  /// The sum of all series of that name whose labels fit, as a whole number; 0 where there is none.
  package func total(_ name: String, where fits: ([String: String]) -> Bool = { _ in true }) -> Int {
    Self.whole(series.filter { $0.name == name && fits($0.labels) }.reduce(0) { $0 + $1.value })
  }

  /// The whole number below, within `limit` on either side.
  package static func whole(_ value: Double) -> Int {
    Int(max(-limit, min(limit, value)))
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
    guard let number = rest.split(separator: " ").first, let value = Double(number), value.isFinite
    else { return nil }
    return Series(name: String(line[..<end]), labels: labels, value: max(-limit, min(limit, value)))
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
