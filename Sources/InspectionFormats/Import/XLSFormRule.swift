import Inspection

/// Says an expression of a form as a rule.
struct XLSFormRule {
  typealias Failure = FormExpression.Failure

  /// The question that the expression belongs to; nil for a condition, which has no answer of its own.
  var own: XLSFormQuestion?
  /// The questions that may be asked, by name.
  var questions: [String: XLSFormQuestion] = [:]

  /// - Throws: `Failure` with what no rule can say.
  func rule(_ text: String) throws(Failure) -> Rule {
    Self.simplified(try rule(try FormExpression(text)), own)
  }

  private func rule(_ expression: FormExpression) throws(Failure) -> Rule {
    if let types = XLSFormSiteTypes.types(expression) { return .site(types) }
    if case .comparison("!=", let left, let right) = expression,
      let types = XLSFormSiteTypes.types(.comparison("=", left, right))
    {
      return .not(.site(types))
    }
    switch expression {
    case .and(let parts): return .all(try rules(parts))
    case .or(let parts): return .any(try rules(parts))
    case .call("not", let arguments) where arguments.count == 1: return .not(try rule(arguments[0]))
    case .call("selected", let arguments) where arguments.count == 2:
      guard case .text(let name) = arguments[1] else { throw Failure("selected() does not name a choice") }
      return try about(arguments[0]) { question throws(Failure) in
        try Self.chosen(name, of: question, isEqual: true)
      }
    case .call(let name, let arguments) where ["regex", "pulldata", "jr:choice-name"].contains(name):
      guard name == "regex", arguments.count == 2, case .text(let pattern) = arguments[1] else {
        throw Failure("\(name)() is not understood")
      }
      return try about(arguments[0]) { question throws(Failure) in
        guard question.observes == .text else { throw Failure("only a text matches a pattern") }
        return .text(.matches(pattern))
      }
    case .comparison(let sign, let left, let right): return try comparison(sign, left, right)
    case .call(let name, _): throw Failure("\(name)() has no counterpart")
    default: throw Failure("it says neither yes nor no")
    }
  }

  private func rules(_ parts: [FormExpression]) throws(Failure) -> [Rule] {
    var rules: [Rule] = []
    for part in parts { rules.append(try rule(part)) }
    return rules
  }

  /// A rule on what is asked: the question's own answer, another one's, or the kind of site.
  private func about(
    _ subject: FormExpression, _ make: (XLSFormQuestion) throws(Failure) -> Rule
  ) throws(Failure) -> Rule {
    switch subject {
    case .own:
      guard let own else { throw Failure("a condition has no answer of its own") }
      return try make(own)
    case .question(let name):
      if XLSFormQuestion.siteTypes.contains(name.lowercased()) { throw Failure("the kind of site is a name") }
      guard let question = questions[name] else { throw Failure("there is no item \"\(name)\" to ask") }
      return .item(question.id, Self.simplified(try make(question), question))
    default: throw Failure("it does not ask one question at a time")
    }
  }

  private func comparison(
    _ sign: String, _ left: FormExpression, _ right: FormExpression
  ) throws(Failure) -> Rule {
    if Self.isSubject(right), !Self.isSubject(left) {
      let turned = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][sign] ?? sign
      return try comparison(turned, right, left)
    }
    if case .call(let name, let arguments) = left, arguments.count == 1, case .number(let number) = right {
      return try measured(name, arguments[0], try Self.range(sign, number), isEqual: sign)
    }
    return try about(left) { question throws(Failure) in
      try Self.answer(sign, right, of: question)
    }
  }

  private static func isSubject(_ expression: FormExpression) -> Bool {
    switch expression {
    case .own, .question: true
    case .call(let name, _): ["count-selected", "string-length"].contains(name)
    default: false
    }
  }

  /// `count-selected(.) >= 2`, `string-length(.) > 3`.
  private func measured(
    _ name: String, _ subject: FormExpression, _ range: NumberRange, isEqual sign: String
  ) throws(Failure) -> Rule {
    guard sign != "!=" else { throw Failure("a number that it must not be has no counterpart") }
    return try about(subject) { question throws(Failure) in
      let whole = Self.whole(range)
      switch (name, question.observes) {
      case ("count-selected", .choices): return .count(whole)
      case ("string-length", .text):
        let from = max(0, Int(clamping: whole.lower?.value ?? 0))
        let to = whole.upper.map { String(max(0, Int(clamping: $0.value))) } ?? ""
        return .text(.matches(".{\(from),\(to)}"))
      default: throw Failure("\(name)() has no counterpart")
      }
    }
  }

  private static func answer(
    _ sign: String, _ value: FormExpression, of question: XLSFormQuestion
  ) throws(Failure) -> Rule {
    switch (question.observes, value) {
    case (.number, .number(let number)):
      if sign == "!=" { return .not(.number(NumberRule(.range(try range("=", number))))) }
      let range = try range(sign, number)
      return .number(NumberRule(.range(question.isWhole ? whole(range) : range)))
    case (.text, .text("")) where sign == "!=": return .text(.present)
    case (.text, .text(let text)) where sign == "=" || sign == "!=":
      let rule = Rule.text(.matches(escaped(text)))
      return sign == "=" ? rule : .not(rule)
    case (.choice, .text(let name)), (.boolean, .text(let name)):
      guard sign == "=" || sign == "!=" else { throw Failure("choices have no order") }
      return try chosen(name, of: question, isEqual: sign == "=")
    case (.choice, .number(let number)), (.boolean, .number(let number)):
      return try answer(sign, .text(RequirementSyntax.text(of: number)), of: question)
    case (.date, _): return .date(try date(sign, value))
    default: throw Failure("what it compares with has no counterpart")
    }
  }

  private static func chosen(
    _ name: String, of question: XLSFormQuestion, isEqual: Bool
  ) throws(Failure) -> Rule {
    switch question.observes {
    case .boolean:
      guard let answer = question.choices?.boolean(of: name) else {
        throw Failure("\"\(name)\" is no choice")
      }
      return .answer(answer == isEqual)
    case .choice(let options):
      guard options.contains(name) else { throw Failure("\"\(name)\" is no choice") }
      let names = isEqual ? [name] : options.filter { $0 != name }
      if names.isEmpty { throw Failure("no choice is left") }
      return .oneOf(names)
    case .choices(let options):
      guard options.contains(name) else { throw Failure("\"\(name)\" is no choice") }
      return isEqual ? .contains([name]) : .noneOf([name])
    default: throw Failure("only a choice is selected")
    }
  }

  // MARK: Numbers, texts and dates

  private static func range(_ sign: String, _ number: Double) throws(Failure) -> NumberRange {
    switch sign {
    case ">=": NumberRange(lower: .init(number), upper: nil)
    case ">": NumberRange(lower: .init(number, inclusive: false), upper: nil)
    case "<=": NumberRange(lower: nil, upper: .init(number))
    case "<": NumberRange(lower: nil, upper: .init(number, inclusive: false))
    default: NumberRange(lower: .init(number), upper: .init(number))
    }
  }

  /// Above 0 is at least 1 where only whole numbers are answered.
  private static func whole(_ range: NumberRange) -> NumberRange {
    func inside(_ bound: NumberRange.Bound?, _ step: Double) -> NumberRange.Bound? {
      guard let bound, abs(bound.value) < 1e15 else { return bound }
      let rounded = step > 0 ? bound.value.rounded(.up) : bound.value.rounded(.down)
      let isOutside = !bound.isInclusive && rounded == bound.value
      return .init(isOutside ? rounded + step : rounded)
    }
    return NumberRange(lower: inside(range.lower, 1), upper: inside(range.upper, -1))
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { pattern, scalar in
      if "\\.+*?()[]{}|^$/".unicodeScalars.contains(scalar) { pattern += "\\" }
      pattern.unicodeScalars.append(scalar)
    }
  }

  private static func date(_ sign: String, _ value: FormExpression) throws(Failure) -> DateRule {
    switch (sign, value) {
    case ("<=", .call("today", [])): return .ageAtMost(DateRule.DateUnit.years.limit, .years)
    case ("<", .call("today", [])): return .ageAtLeast(1, .days)
    case (">=", .call("today", [])): return .notExpired
    case (">", .call("today", [])): return .validFor(1, .days)
    case (_, .arithmetic("-", .call("today", []), .number(let number))):
      if let days = days(number), sign == ">=" { return .ageAtMost(days, .days) }
      if let days = days(number), sign == "<=" { return .ageAtLeast(days, .days) }
    case (">=", .arithmetic("+", .call("today", []), .number(let number))):
      if let days = days(number) { return .validFor(days, .days) }
    case (_, .text(let text)): return try date(sign, on: text)
    case (_, .call("date", let arguments)):
      if case .text(let text) = arguments.first { return try date(sign, on: text) }
    default: break
    }
    throw Failure("dates are compared with today() and with other dates only")
  }

  private static func date(_ sign: String, on text: String) throws(Failure) -> DateRule {
    guard let day = DateText.date(text[...]) else { throw Failure("\"\(text)\" is no date") }
    switch sign {
    case ">=": return .within(day, nil)
    case ">": return .within(CivilDate(days: day.days &+ 1), nil)
    case "<=": return .within(nil, day)
    case "<": return .within(nil, CivilDate(days: day.days &- 1))
    case "=": return .within(day, day)
    default: throw Failure("a date that it must not be has no counterpart")
    }
  }

  private static func days(_ number: Double) -> Int? {
    number == number.rounded() && (0...Double(DateRule.DateUnit.days.limit)).contains(number)
      ? Int(number) : nil
  }
}

extension Int {
  fileprivate init(clamping value: Double) {
    self = value >= 1e9 ? 1_000_000_000 : value <= -1e9 ? -1_000_000_000 : Int(value)
  }
}
