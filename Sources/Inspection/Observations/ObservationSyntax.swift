/// Reads a recorded value as what its item observes.
package enum ObservationSyntax {
  /// Why a value cannot be read.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String

    package init(description: String) {
      self.description = description
    }
  }

  /// - Parameter text: the value as recorded; a number may carry a unit that converts to the item's.
  /// - Returns: nil for a blank value: nothing was observed.
  package static func parse(
    _ text: String, for requirement: Requirement
  ) throws(Failure) -> ObservationValue? {
    try parse(text, as: requirement.observes)
  }

  /// As `parse(_:for:)`: what a value is read as does not depend on what is required of it.
  package static func parse(
    _ text: String, as observable: Observable
  ) throws(Failure) -> ObservationValue? {
    let text = text.trimmingBlanks()
    if text.isEmpty { return nil }
    if text.lowercased() == "n/a" || text == "不适用" { return .notApplicable }
    switch observable {
    case .boolean:
      guard let value = BooleanText.value(of: text) else {
        throw Failure(description: "\"\(text)\" is not yes or no")
      }
      return .boolean(value)
    case .number(let unit): return .number(try number(text, unit: unit))
    case .count: return .number(try count(text))
    case .numbers(let unit):
      // Not by map: its closure would lose the type of the error.
      var values: [Double] = []
      for part in try parts(text) { values.append(try number(part, unit: unit)) }
      return .numbers(values)
    case .choice(let options): return .choice(try option(text, among: options))
    case .choices(let options): return .choices(try choices(text, among: options))
    case .items:
      throw Failure(description: "\"\(text)\": other items decide this one, so nothing is observed of it")
    case .date:
      guard let date = DateText.date(text[...]) else {
        throw Failure(description: "\"\(text)\" is no date such as 2026-11-21")
      }
      return .date(date)
    case .text: return .text(text)
    }
  }

  /// How many values one observation may have.
  package static let maximumValues = 256

  private static func parts(_ text: String) throws(Failure) -> [String] {
    let parts = text.splittingList()
    guard parts.count <= maximumValues else {
      throw Failure(description: "has \(parts.count) values; at most \(maximumValues) are allowed")
    }
    return parts
  }

  private static func option(_ text: String, among options: [String]) throws(Failure) -> Int {
    if let index = options.firstIndex(of: text) { return index }
    throw Failure(
      description: "\"\(text)\" is none of \(options.joined(separator: ", "))"
        + NearestName.hint(for: text, among: options))
  }

  /// `lamp|sign`; `none`, unless an option is called so, when nothing was chosen.
  private static func choices(_ text: String, among options: [String]) throws(Failure) -> [Int] {
    if text.lowercased() == "none" || text == "无", !options.contains(text) { return [] }
    var chosen: Set<Int> = []
    for part in try parts(text) { chosen.insert(try option(part, among: options)) }
    return chosen.sorted()
  }

  private static func count(_ text: String) throws(Failure) -> Double {
    guard let value = Double(text), value >= 0, value == value.rounded(), value <= 1e9 else {
      throw Failure(description: "\"\(text)\" is no count: a whole number from 0 is expected")
    }
    return value
  }

  private static func number(_ text: String, unit: MeasureUnit?) throws(Failure) -> Double {
    if let value = Double(text) { return try finite(value, text) }
    let digits = text.prefix { "+-.0123456789eE".contains($0) }
    let symbol = text.dropFirst(digits.count).trimmingBlanks()
    guard let value = Double(digits), !symbol.isEmpty else {
      throw Failure(description: "\"\(text)\" is no number")
    }
    guard let recorded = MeasureUnit(symbol) else {
      throw Failure(
        description: "unknown unit \"\(symbol)\"\(NearestName.hint(for: symbol, among: MeasureUnit.symbols))")
    }
    guard let unit else {
      throw Failure(description: "\"\(text)\" has a unit, but the item has none")
    }
    guard let converted = recorded.convert(value, to: unit) else {
      throw Failure(
        description: "\(symbol) is \(recorded.dimension), but \(unit.symbol) is \(unit.dimension)")
    }
    return try finite(converted, text)
  }

  private static func finite(_ value: Double, _ text: String) throws(Failure) -> Double {
    guard value.isFinite else { throw Failure(description: "\"\(text)\" is no finite number") }
    return value
  }
}
