import Inspection

extension XLSFormRule {
  /// The same rule in the words of a person: one range for two comparisons, one list of choices for several.
  static func simplified(_ rule: Rule, _ own: XLSFormQuestion?) -> Rule {
    switch rule {
    case .all(let rules): return conjunction(flat(rules.map { simplified($0, own) }, isAll: true), own)
    case .any(let rules): return disjunction(flat(rules.map { simplified($0, own) }, isAll: false), own)
    case .not(let rule): return negation(simplified(rule, own), own)
    default: return rule
    }
  }

  private static func flat(_ rules: [Rule], isAll: Bool) -> [Rule] {
    rules.flatMap { rule in
      switch rule {
      case .all(let parts) where isAll: parts
      case .any(let parts) where !isAll: parts
      default: [rule]
      }
    }
  }

  private static func conjunction(_ rules: [Rule], _ own: XLSFormQuestion?) -> Rule {
    var rules = rules
    if let ranges = ranges(rules) {
      let whole = ranges.dropFirst().reduce(ranges[0]) { $0.intersection($1) }
      let isClosed = (whole.lower?.isInclusive ?? true) && (whole.upper?.isInclusive ?? true)
      let isHalf = whole.lower == nil || whole.upper == nil
      if !whole.isEmpty, isClosed || isHalf { return .number(NumberRule(.range(whole))) }
    }
    if let lists = lists(rules), let own {
      let names = own.observes.options.filter { name in lists.allSatisfy { $0.contains(name) } }
      if !names.isEmpty { return .oneOf(names) }
    }
    // An age says already that the date has come.
    let isAged = rules.contains { if case .date(.ageAtMost(_, .days)) = $0 { true } else { false } }
    if isAged { rules.removeAll { $0 == .date(.ageAtMost(DateRule.DateUnit.years.limit, .years)) } }
    return rules.count == 1 ? rules[0] : .all(rules)
  }

  private static func disjunction(_ rules: [Rule], _ own: XLSFormQuestion?) -> Rule {
    if let lists = lists(rules), let own {
      return .oneOf(own.observes.options.filter { name in lists.contains { $0.contains(name) } })
    }
    return rules.count == 1 ? rules[0] : .any(rules)
  }

  private static func negation(_ rule: Rule, _ own: XLSFormQuestion?) -> Rule {
    switch rule {
    case .answer(let answer): return .answer(!answer)
    case .contains(let names): return .noneOf(names)
    case .oneOf(let names):
      let rest = own?.observes.options.filter { !names.contains($0) } ?? []
      return rest.isEmpty ? .not(rule) : .oneOf(rest)
    case .not(let inner): return inner
    default: return .not(rule)
    }
  }

  private static func ranges(_ rules: [Rule]) -> [NumberRange]? {
    let ranges = rules.compactMap { rule in
      if case .number(let rule) = rule, case .range(let range) = rule.form {
        range
      } else {
        nil as NumberRange?
      }
    }
    return ranges.count == rules.count && !ranges.isEmpty ? ranges : nil
  }

  private static func lists(_ rules: [Rule]) -> [[String]]? {
    let lists = rules.compactMap { if case .oneOf(let names) = $0 { names } else { nil as [String]? } }
    return lists.count == rules.count && !lists.isEmpty ? lists : nil
  }
}

/// The expressions that ask for the kind of site alone.
enum XLSFormSiteTypes {
  /// - Returns: the site types of `${site_type} = 'a' or selected(${site_type}, 'b')`; nil for anything else.
  static func types(_ text: String) -> [String]? {
    guard let expression = try? FormExpression(text) else { return nil }
    return types(expression)
  }

  static func types(_ expression: FormExpression) -> [String]? {
    switch expression {
    case .or(let parts):
      var types: [String] = []
      for part in parts {
        guard let found = self.types(part) else { return nil }
        types += found.filter { !types.contains($0) }
      }
      return types
    case .comparison("=", .question(let name), .text(let type)),
      .comparison("=", .text(let type), .question(let name)):
      return self.type(named: type, of: name)
    case .call("selected", let arguments) where arguments.count == 2:
      guard case .question(let name) = arguments[0], case .text(let type) = arguments[1] else { return nil }
      return self.type(named: type, of: name)
    default: return nil
    }
  }

  private static func type(named type: String, of question: String) -> [String]? {
    let type = type.trimmingBlanks()
    return XLSFormQuestion.siteTypes.contains(question.lowercased()) && !type.isEmpty ? [type] : nil
  }
}
