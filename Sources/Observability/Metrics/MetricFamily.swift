/// All series of one name, with what is said of it.
struct MetricFamily {
  let kind: MetricDefinition.Kind
  let help: String
  var series: [MetricLabels: any MetricSeries] = [:]

  func write(name: String, to text: inout String) {
    guard !series.isEmpty else { return }
    if !help.isEmpty { text += "# HELP \(name) \(Self.escapedHelp(help))\n" }
    text += "# TYPE \(name) \(kind.rawValue)\n"
    for (labels, one) in series.sorted(by: { $0.key < $1.key }) {
      one.write(name: name, labels: labels, to: &text)
    }
  }

  private static func escapedHelp(_ help: String) -> String {
    var result = ""
    for scalar in help.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
