/// What an item's observation must be for the check to pass.
package enum Requirement: Sendable, Hashable {
  case boolean(expected: Bool)
  case number(NumberRange, unit: MeasureUnit?)
  /// `passing` holds positions in `options`.
  case choice(options: [String], passing: Set<Int>)
  case date(DateRule)
  case text(TextRule)

  /// What is observed: the word that a checklist writes under `observe`.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case boolean, number, choice, date, text
  }

  package var kind: Kind {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .choice: .choice
    case .date: .date
    case .text: .text
    }
  }
}

/// The numbers that pass.
package struct NumberRange: Sendable, Hashable {
  package struct Bound: Sendable, Hashable {
    package var value: Double
    package var isInclusive: Bool

    package init(_ value: Double, inclusive: Bool = true) {
      self.value = value
      self.isInclusive = inclusive
    }
  }

  package var lower: Bound?
  package var upper: Bound?

  package init(lower: Bound?, upper: Bound?) {
    self.lower = lower
    self.upper = upper
  }

  /// No number at all passes.
  package var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower.value == upper.value { return !(lower.isInclusive && upper.isInclusive) }
    return lower.value > upper.value
  }
}

/// How a date passes, seen from the day of the inspection.
package enum DateRule: Sendable, Hashable {
  /// Not longer ago than this. A date after the inspection fails: it cannot have happened yet.
  case ageAtMost(Int, DateUnit)
  /// The day of the inspection or later.
  case notExpired

  package enum DateUnit: String, Sendable, Hashable, CaseIterable {
    case days, months, years

    /// The longest age that a checklist may ask for: a century.
    package var limit: Int {
      switch self {
      case .days: 36_500
      case .months: 1_200
      case .years: 100
      }
    }
  }
}

/// How a text passes.
package enum TextRule: Sendable, Hashable {
  /// Anything but blanks.
  case present
  /// The whole text matches the regular expression.
  case matches(String)
}
