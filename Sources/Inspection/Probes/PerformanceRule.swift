/// What a value of a plugin's performance data must be, beside its exit code.
package struct PerformanceRule: Sendable, Hashable {
  package enum Test: Sendable, Hashable {
    /// `perf:LABEL<=25`: the comparison must hold.
    case holds(JSONCondition.Comparison, Double)
    /// `alert:LABEL=10:20`: the threshold must raise no alert.
    case quiet(ThresholdRange)
  }

  /// As the plugin writes it, without quotes.
  package var label: String
  package var test: Test
  /// Of the rule's numbers; empty for whatever unit the plugin uses.
  package var unit: String

  package init(label: String, test: Test, unit: String = "") {
    self.label = label
    self.test = test
    self.unit = unit
  }

  /// Whether a value passes that is in the rule's unit.
  package func accepts(_ value: Double) -> Bool {
    switch test {
    case .holds(.equal, let bound): value == bound
    case .holds(.notEqual, let bound): value != bound
    case .holds(.below, let bound): value < bound
    case .holds(.atMost, let bound): value <= bound
    case .holds(.above, let bound): value > bound
    case .holds(.atLeast, let bound): value >= bound
    case .quiet(let range): !range.alerts(on: value)
    }
  }
}

/// The units of performance data (Monitoring Plugins development guidelines, "Performance data"), with those
/// that plugins write for bytes besides. As the plugins count, 1 KB is 1024 B.
package enum PerformanceUnit {
  private static let factors: [String: (family: String, factor: Double)] = {
    var known: [String: (String, Double)] = [
      "s": ("time", 1), "ms": ("time", 1e-3), "us": ("time", 1e-6), "%": ("share", 1), "c": ("count", 1),
      "B": ("bytes", 1),
    ]
    for (power, prefix) in ["K", "M", "G", "T", "P"].enumerated() {
      let factor = Double(UInt64(1) << UInt64(10 * (power + 1)))
      for unit in ["\(prefix)B", "\(prefix)iB"] { known[unit] = ("bytes", factor) }
    }
    known["kB"] = known["KB"]
    return known
  }()

  package static var names: [String] { factors.keys.sorted() }

  package static func isKnown(_ unit: String) -> Bool { factors[unit] != nil }

  /// - Returns: nil where the units measure different things.
  package static func convert(_ value: Double, from unit: String, to other: String) -> Double? {
    if unit == other { return value }
    guard let from = factors[unit], let to = factors[other], from.family == to.family else { return nil }
    // The ratio of two of these is exact one way round.
    return from.factor >= to.factor ? value * (from.factor / to.factor) : value / (to.factor / from.factor)
  }
}

extension PerformanceRule {
  /// Reads `perf:LABEL<=25GB` or `alert:LABEL=RANGE`.
  ///
  /// - Returns: nil for a word that is an argument.
  static func parse(_ word: String) throws(ProbeSyntax.Failure) -> PerformanceRule? {
    if word.hasPrefix("perf:") { return try comparison(word.dropFirst("perf:".count)) }
    if word.hasPrefix("alert:") { return try threshold(word.dropFirst("alert:".count)) }
    return nil
  }

  private static func comparison(_ text: Substring) throws(ProbeSyntax.Failure) -> PerformanceRule {
    for start in text.indices {
      for comparison in JSONCondition.Comparison.allCases where text[start...].hasPrefix(comparison.rawValue)
      {
        let (number, unit) = try split(text[start...].dropFirst(comparison.rawValue.count))
        guard let bound = Double(number), bound.isFinite else {
          throw ProbeSyntax.Failure(description: "\"\(number)\" in \"perf:\(text)\" is no number")
        }
        return PerformanceRule(
          label: try label(text[..<start]), test: .holds(comparison, bound), unit: unit)
      }
    }
    throw ProbeSyntax.Failure(description: "\"perf:\(text)\" compares nothing; write perf:time<=2s")
  }

  private static func threshold(_ text: Substring) throws(ProbeSyntax.Failure) -> PerformanceRule {
    guard let sign = text.firstIndex(of: "=") else {
      throw ProbeSyntax.Failure(
        description: "\"alert:\(text)\" has no threshold; write alert:load1=5 or alert:temp=10:30")
    }
    let (range, unit) = try split(text[text.index(after: sign)...])
    guard let range = ThresholdRange(range) else {
      throw ProbeSyntax.Failure(
        description: "\"\(range)\" is no threshold; write 10, 10:, ~:10, 10:20 or @10:20")
    }
    return PerformanceRule(label: try label(text[..<sign]), test: .quiet(range), unit: unit)
  }

  /// The label ends at the first sign, and has no quote in it (the guidelines allow neither = nor ').
  private static func label(_ text: Substring) throws(ProbeSyntax.Failure) -> String {
    guard !text.isEmpty, !text.contains("'") else {
      throw ProbeSyntax.Failure(
        description: "\"\(text)\" is no label of performance data; write it without quotes of its own")
    }
    return String(text)
  }

  /// The numbers, and the unit behind them.
  private static func split(_ text: Substring) throws(ProbeSyntax.Failure) -> (Substring, String) {
    let unit = String(text.reversed().prefix { $0.isLetter || $0 == "%" }.reversed())
    guard unit.isEmpty || PerformanceUnit.isKnown(unit) else {
      throw ProbeSyntax.Failure(
        description:
          "unknown unit \"\(unit)\"\(NearestName.hint(for: unit, among: PerformanceUnit.names)); known are "
          + PerformanceUnit.names.joined(separator: ", "))
    }
    return (text.dropLast(unit.count), unit)
  }

  /// In the form that is read.
  var text: String {
    switch test {
    case .holds(let comparison, let bound): "perf:\(label)\(comparison.rawValue)\(bound.plainText)\(unit)"
    case .quiet(let range): "alert:\(label)=\(range)\(unit)"
    }
  }
}
