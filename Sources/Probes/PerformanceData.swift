package import Inspection

/// What a plugin measured: `'label'=value[UOM];[warn];[crit];[min];[max]`, separated by blanks
/// (Monitoring Plugins development guidelines, "Performance data",
/// https://www.monitoring-plugins.org/doc/guidelines.html#AEN197).
///
/// It stands behind the bar of the first line, and behind the first bar of the lines that follow, to the end.
package struct PerformanceData: Sendable, Hashable {
  package struct Value: Sendable, Hashable {
    package var label: String
    /// Nil for `U`: the plugin could not tell.
    package var value: Double?
    /// As the plugin writes it; empty for none.
    package var unit: String
    package var warning: ThresholdRange?
    package var critical: ThresholdRange?
    package var minimum: Double?
    package var maximum: Double?
  }

  /// In the order of the output.
  package private(set) var values: [Value] = []
  /// Pieces that are no performance data.
  package private(set) var faults: [String] = []

  /// - Parameter output: all that the plugin wrote.
  package init(_ output: String) {
    for word in Self.words(Self.text(of: output)) {
      if let value = Self.value(word) { values.append(value) } else { faults.append(word) }
    }
  }

  /// The last of that label, as it is what the plugin said last.
  package subscript(label: String) -> Value? { values.last { $0.label == label } }

  // MARK: Reading

  private static func text(of output: String) -> String {
    let lines = output.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return lines.compactMap { part in
      part.firstIndex(of: "|").map { String(part[part.index(after: $0)...]) }
    }.joined(separator: " ")
  }

  /// Separated by blanks; quotes keep blanks, and what else is in them, together.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "'" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func value(_ word: String) -> Value? {
    guard let (label, rest) = label(word) else { return nil }
    let fields = rest.split(separator: ";", omittingEmptySubsequences: false)
    guard fields.count <= 5, let (number, unit) = measure(fields[0]) else { return nil }
    func range(_ index: Int) -> ThresholdRange? {
      fields.indices.contains(index) ? ThresholdRange(fields[index]) : nil
    }
    func bound(_ index: Int) -> Double? { fields.indices.contains(index) ? Double(fields[index]) : nil }
    return Value(
      label: label, value: number, unit: unit, warning: range(1), critical: range(2), minimum: bound(3),
      maximum: bound(4))
  }

  /// A label in quotes may have anything in it, a doubled quote for a quote; one without may have no blank.
  private static func label(_ word: String) -> (String, Substring)? {
    guard word.hasPrefix("'") else {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return nil }
      return (String(word[..<sign]), word[word.index(after: sign)...])
    }
    var label = ""
    var rest = word.dropFirst()
    while let quote = rest.firstIndex(of: "'") {
      label += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      guard rest.hasPrefix("'") else {
        return rest.hasPrefix("=") && !label.isEmpty ? (label, rest.dropFirst()) : nil
      }
      label += "'"
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func measure(_ text: Substring) -> (number: Double?, unit: String)? {
    if text == "U" { return (nil, "") }
    let unit = String(text.reversed().prefix { !$0.isNumber && $0 != "." }.reversed())
    guard let number = Double(text.dropLast(unit.count)), number.isFinite else { return nil }
    return (number, unit)
  }
}

extension PerformanceData {
  /// Holds the data against rules. What is violated counts, also where another value could not be told.
  func verdict(on rules: [PerformanceRule], of what: String) -> ProbeVerdict {
    var untold: String?
    for rule in rules {
      guard let value = self[rule.label] else {
        let unread = faults.first.map { " (\"\($0.prefix(80))\" cannot be read)" } ?? ""
        untold = untold ?? "there is no \"\(rule.label)\" in the performance data\(unread)"
        continue
      }
      guard let number = value.value else {
        untold = untold ?? "\"\(rule.label)\" is U: the plugin could not tell"
        continue
      }
      let converted =
        rule.unit.isEmpty ? number : PerformanceUnit.convert(number, from: value.unit, to: rule.unit)
      guard let converted else {
        untold = untold ?? "\"\(rule.label)\" is in \"\(value.unit)\", which does not convert to \(rule.unit)"
        continue
      }
      if !rule.accepts(converted) {
        return .violated("\(what): \(value.label) is \(number.plainText)\(value.unit), \(rule.failure)")
      }
    }
    return untold.map { .undecided(.init(.unknown, "\(what): \($0)")) } ?? .met
  }
}

extension PerformanceRule {
  /// What a value is that the rule does not accept.
  fileprivate var failure: String {
    switch test {
    case .holds(let comparison, let bound): "not \(comparison.rawValue) \(bound.plainText)\(unit)"
    case .quiet(let range):
      "\(range.alertsInside ? "inside" : "outside") the threshold \(range)\(unit)"
    }
  }
}
