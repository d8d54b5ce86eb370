import Inspection

/// Says in words what a rule was decided by.
enum Reason {
  static func citing(_ item: Checklist.Item, _ words: String) -> String {
    let cited = item.reference.isEmpty ? "item \(item.id)" : "item \(item.id) (\(item.reference))"
    return "\(words), \(cited)"
  }

  /// Why an item does not apply to sites of a type; empty where its site types do not say so.
  static func inapplicability(of item: Checklist.Item, at siteType: String) -> String {
    guard !item.siteTypes.isEmpty, !item.siteTypes.contains(siteType) else { return "" }
    let site = siteType.isEmpty ? "the site has no type" : "the site is of type \(siteType)"
    return citing(item, "applies to sites of type \(list(item.siteTypes)) only; \(site)")
  }

  /// Why a value does not meet a simple rule.
  ///
  /// - Parameter isAsked: the value is another item's, which has a requirement of its own.
  static func words(
    _ rule: Rule, _ value: ObservationValue?, _ observes: Observable, on day: CivilDate, isAsked: Bool = false
  ) -> String {
    switch (rule, value) {
    case (.answer(let expected), _):
      isAsked
        ? "was answered \(expected ? "no" : "yes")"
        : "answered \(expected ? "no" : "yes"), required \(expected ? "yes" : "no")"
    case (.number(let rule), .number(let number)):
      QuantityWords(unit: observes.unit, counts: observes == .count).verdict(number, rule)
    case (.oneOf(let names), .choice): "\(seen(value, observes)) is not among \(list(names))"
    case (.contains(let names), .choices):
      "\(names.count == 1 ? "\(list(names)) was not" : "none of \(list(names)) was") chosen\(instead(value, observes))"
    case (.only(let names), .choices(let indexes)):
      "\(chosen(options(indexes, observes).filter { !names.contains($0) })), only \(list(names)) may be"
    case (.noneOf(let names), .choices(let indexes)):
      "\(chosen(options(indexes, observes).filter(names.contains))), which must not be"
    case (.count(let range), .choices(let indexes)): count(indexes.count, "chosen", range)
    case (.count(let range), .numbers(let values)): count(values.count, "measured", range)
    case (.each(let rule), .numbers(let values)): several(values, nil, rule, observes)
    case (.several(let needed, let rule), .numbers(let values)): several(values, needed, rule, observes)
    case (.date(let rule), .date(let date)): verdict(date, rule, day)
    case (.text(.matches(let pattern)), .text(let text)): "\"\(text.prefix(80))\" does not match \(pattern)"
    default: "nothing is stated"
    }
  }

  /// What was observed, in words.
  static func seen(_ value: ObservationValue?, _ observes: Observable) -> String {
    switch value {
    case .boolean(let value): value ? "yes" : "no"
    case .number(let number): QuantityWords(unit: observes.unit, counts: false).text(number)
    case .choice(let index): "\"\(options([index], observes).first ?? "")\""
    case .choices(let indexes): indexes.isEmpty ? "nothing chosen" : list(options(indexes, observes))
    case .numbers(let values):
      values.map { QuantityWords(unit: observes.unit, counts: false).text($0) }.joined(separator: ", ")
    case .date(let date): "\(date)"
    case .text(let text): "\"\(text.prefix(80))\""
    case .notApplicable: "not applicable"
    case nil, .assumedPass: "nothing"
    }
  }

  private static func options(_ indexes: [Int], _ observes: Observable) -> [String] {
    indexes.filter(observes.options.indices.contains).map { observes.options[$0] }
  }

  static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private static func chosen(_ names: [String]) -> String {
    "\(list(names)) \(names.count == 1 ? "was" : "were") chosen"
  }

  private static func instead(_ value: ObservationValue?, _ observes: Observable) -> String {
    guard case .choices(let indexes) = value, !indexes.isEmpty else { return "" }
    return ", but \(list(options(indexes, observes)))"
  }

  private static func count(_ count: Int, _ done: String, _ range: NumberRange) -> String {
    let required = RequirementSyntax.text(of: .count(range)).dropFirst("count ".count)
    return "\(count) \(done), required \(required)"
  }

  private static func several(
    _ values: [Double], _ needed: Int?, _ rule: Rule, _ observes: Observable
  ) -> String {
    let unit = Observable.number(observes.unit)
    let text = RequirementSyntax.text(of: rule)
    let failing = values.filter { !meets($0, rule, unit) }
    let shown = failing.prefix(3).map { QuantityWords(unit: observes.unit, counts: false).text($0) }
    let more = failing.count > 3 ? " and \(failing.count - 3) more" : ""
    let listed = failing.isEmpty ? "" : ": not \(shown.joined(separator: ", "))\(more)"
    return "\(values.count - failing.count) of \(values.count) measured are \(text), "
      + "required \(needed.map { "at least \($0)" } ?? "all")\(listed)"
  }

  private static func meets(_ value: Double, _ rule: Rule, _ observes: Observable) -> Bool {
    guard let program = try? RuleProgram(rule, observing: observes, among: ItemIndex([])) else {
      return false
    }
    var facts = NoFacts()
    return (try? program.decide(.number(value), &facts, item: "")) == true
  }

  private static func verdict(_ date: CivilDate, _ rule: DateRule, _ day: CivilDate) -> String {
    switch rule {
    case .notExpired: "expired on \(date), inspected on \(day)"
    case .ageAtMost where date > day: "\(date) lies after the inspection on \(day)"
    case .ageAtMost(let count, let unit): "\(date) is more than \(unit.text(count)) before \(day)"
    case .ageAtLeast(let count, let unit): "\(date) is less than \(unit.text(count)) before \(day)"
    case .validFor(let count, let unit): "\(date) is less than \(unit.text(count)) after \(day)"
    case .within(let first?, _) where date < first: "\(date) is before \(first)"
    case .within(_, let last): "\(date) is after \(last.map { "\($0)" } ?? "")"
    }
  }
}

/// Rules on single numbers ask nothing else.
private struct NoFacts: RuleFacts {
  var day: CivilDate { CivilDate(days: 0) }
  var siteType: String { "" }
  mutating func reference(to item: Int) throws(TaskChecker.Misfit) -> ReferencedItem { .notObserved }
}

/// Says in words how a number fails.
struct QuantityWords {
  let unit: MeasureUnit?
  let counts: Bool

  func text(_ number: Double) -> String { Self.text(number, unit) }

  func verdict(_ number: Double, _ rule: NumberRule) -> String {
    let seen = "\(measured)\(text(number))"
    guard let range = rule.range(in: unit) else { return "\(seen) cannot be compared" }
    if let lower = range.lower, number < lower.value || (number == lower.value && !lower.isInclusive) {
      let bound = bound(rule.range.lower ?? lower, lower, rule)
      return "\(seen) is \(lower.isInclusive ? "below" : "not above") \(bound)\(nominal(rule))"
    }
    let upper = range.upper ?? .init(.infinity)
    let bound = bound(rule.range.upper ?? upper, upper, rule)
    return "\(seen) is \(upper.isInclusive ? "above" : "not below") \(bound)\(nominal(rule))"
  }

  /// The quantity that the unit measures, where saying so helps.
  private var measured: String {
    if counts { return "count " }
    guard let unit, !["ratio", "count"].contains(unit.dimension) else { return "" }
    return "\(unit.dimension) "
  }

  /// As the rule writes it, and converted where that is another unit.
  private func bound(_ written: NumberRange.Bound, _ converted: NumberRange.Bound, _ rule: NumberRule)
    -> String
  {
    guard let other = rule.unit, other != unit else { return text(converted.value) }
    return "\(Self.text(written.value, other)) (\(text(converted.value)))"
  }

  private func nominal(_ rule: NumberRule) -> String {
    guard case .about = rule.form else { return "" }
    return " (\(RequirementSyntax.text(of: .number(NumberRule(rule.form, unit: rule.unit ?? unit)))))"
  }

  private static func text(_ number: Double, _ unit: MeasureUnit?) -> String {
    // Without the noise of a unit conversion.
    let rounded = (number * 1e9).rounded() / 1e9
    let value = rounded.isFinite ? rounded : number
    return RequirementSyntax.text(of: value) + (unit.map { " \($0.symbol)" } ?? "")
  }
}
