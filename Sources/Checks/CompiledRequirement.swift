import Inspection

/// A requirement in the form in which it is decided: a plain rule on one value where it is one, else a program.
enum CompiledRequirement: Sendable {
  case boolean(expected: Bool)
  /// Both ends closed: an open end is moved to the next number inside.
  case number(ClosedRange<Double>)
  /// By option.
  case choice([Bool])
  case date(DateRule)
  case present
  case pattern(TextPattern)
  /// Of several choices, by option.
  case contains([Bool])
  case only([Bool])
  case noneOf([Bool])
  /// How many choices or numbers.
  case count(ClosedRange<Double>)
  /// Of several numbers: how many must meet the program; nil for all.
  case several(Int?, RuleProgram)
  case program(RuleProgram)

  /// - Throws: for a pattern that cannot be compiled, and for an item that is not there.
  init(_ rule: Rule, observing observes: Observable, among items: ItemIndex) throws {
    let passing = { (names: [String]) in observes.options.map(names.contains) }
    switch rule {
    case .answer(let expected): self = .boolean(expected: expected)
    case .number(let rule): self = .number(Self.closed(rule.range(in: observes.unit) ?? Self.nothing))
    case .oneOf(let names): self = .choice(passing(names))
    case .contains(let names): self = .contains(passing(names))
    case .only(let names): self = .only(passing(names))
    case .noneOf(let names): self = .noneOf(passing(names))
    case .count(let range): self = .count(Self.closed(range))
    case .date(let rule): self = .date(rule)
    case .text(.present): self = .present
    case .text(.matches(let pattern)): self = .pattern(try TextPattern(pattern))
    case .each(let rule):
      self = .several(nil, try RuleProgram(rule, observing: .number(observes.unit), among: items))
    case .several(let count, let rule):
      self = .several(count, try RuleProgram(rule, observing: .number(observes.unit), among: items))
    case .all, .any, .atLeast, .not, .item, .site:
      self = .program(try RuleProgram(rule, observing: observes, among: items))
    }
  }

  /// What no number meets: the units of a rule and its item measure different things.
  private static let nothing = NumberRange(
    lower: .init(.infinity, inclusive: false), upper: .init(-.infinity, inclusive: false))

  private static func closed(_ range: NumberRange) -> ClosedRange<Double> {
    let lower = range.lower.map { $0.isInclusive ? $0.value : $0.value.nextUp } ?? -.infinity
    let upper = range.upper.map { $0.isInclusive ? $0.value : $0.value.nextDown } ?? .infinity
    // Nothing that can be observed is infinite.
    return lower <= upper ? lower...upper : .infinity ... .infinity
  }

  /// - Parameters:
  ///   - item: the item's id, for the error.
  /// - Returns: nil when it depends on something that was not observed.
  func accepts(
    _ value: ObservationValue?, _ facts: inout some RuleFacts, item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> Bool? {
    switch (self, value) {
    case (.boolean(let expected), .boolean(let value)): return value == expected
    case (.number(let range), .number(let value)): return range.contains(value)
    case (.choice(let passing), .choice(let index)):
      guard passing.indices.contains(index) else { throw .optionOutOfRange(item: item()) }
      return passing[index]
    case (.date(let rule), .date(let date)): return rule.accepts(date, on: facts.day)
    case (.present, .text(let text)): return !text.trimmingBlanks().isEmpty
    case (.pattern(let pattern), .text(let text)): return pattern.matches(text)
    case (.contains(let options), .choices(let chosen)):
      return try Self.passing(options, chosen, item()).contains(true)
    case (.only(let options), .choices(let chosen)):
      return try !Self.passing(options, chosen, item()).contains(false)
    case (.noneOf(let options), .choices(let chosen)):
      return try !Self.passing(options, chosen, item()).contains(true)
    case (.count(let range), .choices(let chosen)): return range.contains(Double(chosen.count))
    case (.count(let range), .numbers(let values)): return range.contains(Double(values.count))
    case (.several(let count, let program), .numbers(let values)):
      var met = 0
      for value in values where try program.decide(.number(value), &facts, item: item()) == true { met += 1 }
      return met >= count ?? values.count
    case (.program(let program), _): return try program.decide(value, &facts, item: item())
    default: throw .codeDoesNotFit(item: item())
    }
  }

  private static func passing(
    _ options: [Bool], _ chosen: [Int], _ item: String
  ) throws(TaskChecker.Misfit) -> [Bool] {
    guard chosen.allSatisfy(options.indices.contains) else { throw .optionOutOfRange(item: item) }
    return chosen.map { options[$0] }
  }
}

extension DateRule {
  func accepts(_ date: CivilDate, on day: CivilDate) -> Bool {
    switch self {
    case .notExpired: date >= day
    case .ageAtMost(let count, let unit): date <= day && date.adding(count, unit) >= day
    case .ageAtLeast(let count, let unit): date.adding(count, unit) <= day
    case .validFor(let count, let unit): date >= day.adding(count, unit)
    case .within(let first, let last):
      (first.map { date >= $0 } ?? true) && (last.map { date <= $0 } ?? true)
    }
  }
}

extension CivilDate {
  /// The day that many units later.
  fileprivate func adding(_ count: Int, _ unit: DateRule.DateUnit) -> CivilDate {
    switch unit {
    case .days: CivilDate(days: days &+ Int32(clamping: count))
    case .months: adding(months: count)
    case .years: adding(months: count * 12)
    }
  }
}
