/// The form of a rule on a number: a comparison, a range, or a nominal value with a tolerance.
enum NumberRuleSyntax {
  typealias Failure = RequirementSyntax.Failure

  static func parse(_ text: Substring) throws(Failure) -> NumberRule {
    let text = text.trimmed
    for sign in ["±", "+/-", "+-"] {
      if let found = text.firstRange(of: sign) {
        return try tolerance(text[..<found.lowerBound], text[found.upperBound...], text)
      }
    }
    let (bounds, unit) = try range(text)
    guard !bounds.isEmpty else { throw Failure(description: "no number can satisfy \"\(text)\"") }
    return NumberRule(.range(bounds), unit: unit)
  }

  private static func range(_ text: Substring) throws(Failure) -> (NumberRange, MeasureUnit?) {
    guard let dots = text.firstRange(of: "..") else { return try comparison(text) }
    let (lower, lowerUnit) = try quantity(text[..<dots.lowerBound])
    let (upper, unit) = try quantity(text[dots.upperBound...])
    guard lowerUnit == nil || lowerUnit == unit else {
      throw Failure(description: "\"\(text)\" has two units; one at the end is enough")
    }
    return (NumberRange(lower: .init(lower), upper: .init(upper)), unit)
  }

  private static func comparison(_ text: Substring) throws(Failure) -> (NumberRange, MeasureUnit?) {
    let digits = text.drop { "<>=≤≥".contains($0) }
    let sign = text.prefix(text.count - digits.count)
    guard !sign.isEmpty else { throw noRange(text) }
    let (bound, unit) = try quantity(digits)
    switch sign {
    case ">=", "≥": return (NumberRange(lower: .init(bound), upper: nil), unit)
    case ">": return (NumberRange(lower: .init(bound, inclusive: false), upper: nil), unit)
    case "<=", "≤": return (NumberRange(lower: nil, upper: .init(bound)), unit)
    case "<": return (NumberRange(lower: nil, upper: .init(bound, inclusive: false)), unit)
    case "=": return (NumberRange(lower: .init(bound), upper: .init(bound)), unit)
    default: throw noRange(text)
    }
  }

  private static func noRange(_ text: Substring) -> Failure {
    if text.contains(where: \.isNumber) {
      return Failure(
        description:
          "\"\(text.prefix(80))\" is no range; write 1.0..1.4, >= 1, > 1, <= 4, < 4, = 0 or 12 V ± 5%")
    }
    return Failure(description: "\"\(text.prefix(80))\" is no number")
  }

  private static func tolerance(
    _ nominal: Substring, _ margin: Substring, _ text: Substring
  ) throws(Failure) -> NumberRule {
    let (middle, middleUnit) = try quantity(nominal)
    let digits = numberPrefix(margin.trimmed)
    let symbol = margin.trimmed.dropFirst(digits.count).trimmed
    guard let amount = Double(digits), amount.isFinite, amount >= 0 else {
      throw Failure(description: "\"\(margin.trimmed.prefix(40))\" is no tolerance")
    }
    if symbol == "%" {
      guard middleUnit?.dimension != "ratio" else {
        throw Failure(
          description: "\"\(text)\" may mean percent or points of percent; write the range, such as 45..55 %")
      }
      return NumberRule(.about(middle, .percent(amount)), unit: middleUnit)
    }
    let unit = symbol.isEmpty ? middleUnit : try measureUnit(symbol)
    guard middleUnit == nil || middleUnit == unit else {
      throw Failure(description: "\"\(text)\" has two units; the tolerance must be in that of the value")
    }
    return NumberRule(.about(middle, .absolute(amount)), unit: unit)
  }

  /// A number and the unit behind it, if there is one.
  private static func quantity(_ text: Substring) throws(Failure) -> (Double, MeasureUnit?) {
    let text = text.trimmed
    let digits = numberPrefix(text)
    guard let value = Double(digits), value.isFinite else {
      throw Failure(description: "\"\(text.prefix(80))\" is no number")
    }
    let symbol = text.dropFirst(digits.count).trimmed
    return (value, symbol.isEmpty ? nil : try measureUnit(symbol))
  }

  private static func numberPrefix(_ text: Substring) -> Substring {
    text.prefix { "+-.0123456789eE".contains($0) }
  }

  private static func measureUnit(_ symbol: Substring) throws(Failure) -> MeasureUnit {
    if let unit = MeasureUnit(String(symbol)) { return unit }
    let hint = NearestName.hint(for: String(symbol.prefix(40)), among: MeasureUnit.symbols)
    throw Failure(description: "unknown unit \"\(symbol.prefix(40))\"\(hint)")
  }
}
