/// Spells names the way Prometheus accepts them.
enum MetricName {
  /// `[a-zA-Z_:][a-zA-Z0-9_:]*`: libraries name metrics with dots and dashes.
  static func metric(_ name: String) -> String {
    cleaned(name) { $0 == ":" }
  }

  /// `[a-zA-Z_][a-zA-Z0-9_]*`, and never `le`, which belongs to histograms.
  static func label(_ name: String) -> String {
    let name = cleaned(name) { _ in false }
    return name == "le" ? "exported_le" : name
  }

  private static func cleaned(_ name: String, also extra: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
      let isDigit = ("0"..."9").contains(scalar)
      if isDigit, result.isEmpty { result.append("_") }
      result.append(isLetter || isDigit || extra(scalar) ? scalar : "_")
    }
    return result.isEmpty ? "_" : String(result)
  }
}
