import Inspection

/// A requirement in the form in which it is decided.
enum CompiledRequirement: Sendable {
  case boolean(expected: Bool)
  /// Both ends closed: an open end is moved to the next number inside.
  case number(ClosedRange<Double>)
  /// By option.
  case choice([Bool])
  case date(DateRule)
  case present
  case pattern(TextPattern)

  init(_ requirement: Requirement) throws {
    switch requirement {
    case .boolean(let expected): self = .boolean(expected: expected)
    case .number(let range, _): self = .number(Self.closed(range))
    case .choice(let options, let passing): self = .choice(options.indices.map(passing.contains))
    case .date(let rule): self = .date(rule)
    case .text(.present): self = .present
    case .text(.matches(let pattern)): self = .pattern(try TextPattern(pattern))
    }
  }

  private static func closed(_ range: NumberRange) -> ClosedRange<Double> {
    let lower = range.lower.map { $0.isInclusive ? $0.value : $0.value.nextUp } ?? -.infinity
    let upper = range.upper.map { $0.isInclusive ? $0.value : $0.value.nextDown } ?? .infinity
    return lower...max(lower, upper)
  }

  /// - Parameter item: the item's id, for the error.
  func accepts(
    _ value: ObservationValue?, on day: CivilDate, item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> Bool {
    switch (self, value) {
    case (.boolean(let expected), .boolean(let value)): return value == expected
    case (.number(let range), .number(let value)): return range.contains(value)
    case (.choice(let passing), .choice(let index)):
      guard passing.indices.contains(index) else { throw .optionOutOfRange(item: item()) }
      return passing[index]
    case (.date(let rule), .date(let date)): return rule.accepts(date, on: day)
    case (.present, .text(let text)): return !text.trimmingBlanks().isEmpty
    case (.pattern(let pattern), .text(let text)): return pattern.matches(text)
    default: throw .codeDoesNotFit(item: item())
    }
  }
}

extension DateRule {
  fileprivate func accepts(_ date: CivilDate, on day: CivilDate) -> Bool {
    switch self {
    case .notExpired: date >= day
    case .ageAtMost(let count, let unit): date <= day && date.expiry(after: count, unit) >= day
    }
  }
}

extension CivilDate {
  /// The last day on which a date is no older than `count` units.
  fileprivate func expiry(after count: Int, _ unit: DateRule.DateUnit) -> CivilDate {
    switch unit {
    case .days: CivilDate(days: days &+ Int32(clamping: count))
    case .months: adding(months: count)
    case .years: adding(months: count * 12)
    }
  }
}
