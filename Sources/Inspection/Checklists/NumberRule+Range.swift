import Foundation

extension NumberRule {
  /// The numbers that pass, in the rule's own unit.
  package var range: NumberRange {
    switch form {
    case .range(let range): range
    case .about(let nominal, let tolerance): Self.range(nominal, tolerance)
    }
  }

  /// The numbers that pass, in the unit of what is observed; nil when the units measure different things.
  package func range(in observed: MeasureUnit?) -> NumberRange? {
    guard let unit, unit != observed else { return range }
    guard let observed else { return nil }
    return range.converted(from: unit, to: observed)
  }

  /// Reckoned in decimals, as it is written: 12 V ± 5 % begins at 11.4 V, and not a hair below.
  private static func range(_ nominal: Double, _ tolerance: Tolerance) -> NumberRange {
    let middle = Decimal(shortest: nominal)
    let margin: Decimal =
      switch tolerance {
      case .absolute(let amount): Decimal(shortest: amount)
      case .percent(let percent): abs(middle * Decimal(shortest: percent)) / 100
      }
    return NumberRange(
      lower: .init((middle - margin).double), upper: .init((middle + margin).double))
  }
}

extension Decimal {
  /// The decimal that the number is written as.
  fileprivate init(shortest value: Double) {
    self = Decimal(string: String(value)) ?? Decimal(value)
  }

  fileprivate var double: Double { Double(description) ?? (self as NSDecimalNumber).doubleValue }
}

extension NumberRange {
  /// The same in another unit; nil when one side has none, or they measure different things.
  package func converted(from unit: MeasureUnit?, to other: MeasureUnit?) -> NumberRange? {
    if unit == other { return self }
    guard let unit, let other, unit.dimension == other.dimension else { return nil }
    func convert(_ bound: Bound?) -> Bound? {
      bound.flatMap { bound in
        unit.convert(bound.value, to: other).map { Bound($0, inclusive: bound.isInclusive) }
      }
    }
    return NumberRange(lower: convert(lower), upper: convert(upper))
  }
}
