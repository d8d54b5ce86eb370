/// The labels of one series: names made valid, sorted, and rendered once.
struct MetricLabels: Hashable, Comparable {
  /// `a="1",b="2"`, without braces; empty for no label.
  let text: String

  /// Of labels with the same name, the first counts.
  init(_ pairs: [(String, String)]) {
    var seen: Set<String> = []
    let named = pairs.map { (MetricName.label($0.0), $0.1) }.filter { seen.insert($0.0).inserted }
    text = named.sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
      .joined(separator: ",")
  }

  static func < (a: MetricLabels, b: MetricLabels) -> Bool { a.text < b.text }

  /// In braces, together with a label that only some lines of the series have.
  func braced(adding extra: String = "") -> String {
    let all = text.isEmpty ? extra : extra.isEmpty ? text : "\(text),\(extra)"
    return all.isEmpty ? "" : "{\(all)}"
  }

  static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
