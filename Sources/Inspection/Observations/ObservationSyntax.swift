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
    let text = text.trimmingBlanks()
    if text.isEmpty { return nil }
    if text.lowercased() == "n/a" || text == "不适用" { return .notApplicable }
    switch requirement {
    case .boolean:
      guard let value = BooleanText.value(of: text) else {
        throw Failure(description: "\"\(text)\" is not yes or no")
      }
      return .boolean(value)
    case .number(_, let unit): return .number(try number(text, unit: unit))
    case .choice(let options, _):
      guard let index = options.firstIndex(of: text) else {
        throw Failure(
          description: "\"\(text)\" is none of \(options.joined(separator: ", "))"
            + NearestName.hint(for: text, among: options))
      }
      return .choice(index)
    case .date:
      guard let date = DateText.date(text[...]) else {
        throw Failure(description: "\"\(text)\" is no date such as 2026-11-21")
      }
      return .date(date)
    case .text: return .text(text)
    }
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
