extension RequirementSyntax {
  /// Writes a requirement in the form that `parse` reads.
  package static func text(of requirement: Requirement) -> String { text(of: requirement.rule) }

  /// Writes a rule in the form that `parse` reads.
  package static func text(of rule: Rule) -> String { RuleText(isNested: false).text(of: rule) }

  /// Writes an item's or section's id, in quotation marks where it is more than one word.
  static func word(_ id: String) -> String { RuleText.word(id) }

  /// Writes a number without a needless `.0`; it is read as the same one.
  package static func text(of number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }
}

/// Writes rules, quoting what would have a meaning within a combination.
private struct RuleText {
  let isNested: Bool

  func text(of rule: Rule) -> String {
    switch rule {
    case .answer(let expected): expected ? "yes" : "no"
    case .number(let rule): text(of: rule)
    case .oneOf(let names): list(names)
    case .contains(let names): "contains \(list(names))"
    case .only(let names): "only \(list(names))"
    case .noneOf(let names): "none of \(list(names))"
    case .count(let range): "count \(text(of: range))"
    case .each(let rule): "each \(text(of: rule))"
    case .several(let count, let rule): "at least \(count) are \(text(of: rule))"
    case .date(let rule): text(of: rule)
    case .text(.present): "present"
    case .text(.matches(let pattern)): "matches \(isNested ? Self.pattern(pattern) : pattern)"
    case .all(let rules): "all(\(Self.parts(rules)))"
    case .any(let rules): "any(\(Self.parts(rules)))"
    case .atLeast(let count, let rules): "at least \(count) of (\(Self.parts(rules)))"
    case .not(let rule): "not(\(Self.parts([rule])))"
    case .item(let id, let rule): "item \(Self.word(id)) \(text(of: rule))"
    case .site(let types): "site \(isNested || !Self.isPlainList(types) ? quoted(types) : list(types))"
    }
  }

  private static func parts(_ rules: [Rule]) -> String {
    rules.map(RuleText(isNested: true).text).joined(separator: "; ")
  }

  private func list(_ names: [String]) -> String {
    isNested ? quoted(names) : names.joined(separator: " | ")
  }

  /// Whether the names can stand in a list without quotation marks.
  private static func isPlainList(_ names: [String]) -> Bool {
    names.first?.utf8.first != UInt8(ascii: "\"")
      && names.allSatisfy { !$0.isEmpty && $0 == $0.trimmingBlanks() && !$0.utf8.contains(UInt8(ascii: "|")) }
  }

  private func quoted(_ names: [String]) -> String { names.map(Self.name).joined(separator: " | ") }

  private func text(of rule: NumberRule) -> String {
    let unit = rule.unit.map { " \($0.symbol)" } ?? ""
    switch rule.form {
    case .range(let range): return text(of: range) + unit
    case .about(let nominal, .percent(let percent)):
      return "\(number(nominal))\(unit) ± \(number(percent))%"
    case .about(let nominal, .absolute(let amount)): return "\(number(nominal)) ± \(number(amount))\(unit)"
    }
  }

  private func text(of range: NumberRange) -> String {
    switch (range.lower, range.upper) {
    case (let lower?, let upper?) where lower == upper: "= \(number(lower.value))"
    case (let lower?, let upper?): "\(number(lower.value))..\(number(upper.value))"
    case (let lower?, nil): (lower.isInclusive ? ">= " : "> ") + number(lower.value)
    case (nil, let upper?): (upper.isInclusive ? "<= " : "< ") + number(upper.value)
    case (nil, nil): "any"
    }
  }

  private func number(_ value: Double) -> String { RequirementSyntax.text(of: value) }

  private func text(of rule: DateRule) -> String {
    switch rule {
    case .notExpired: "not expired"
    case .ageAtMost(let count, let unit): "age <= \(unit.text(count))"
    case .ageAtLeast(let count, let unit): "age >= \(unit.text(count))"
    case .validFor(let count, let unit): "valid for >= \(unit.text(count))"
    case .within(let first?, let last?): first == last ? "= \(first)" : "\(first)..\(last)"
    case .within(let first?, nil): ">= \(first)"
    case .within(nil, let last?): "<= \(last)"
    case .within(nil, nil): ">= \(CivilDate(days: .min))"
    }
  }

  /// A pattern within a combination, as it is where nothing in it would end it.
  private static func pattern(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { !";()\"".utf8.contains($0) }
    return isPlain && !text.isEmpty && text == text.trimmingBlanks() ? text : quote(text)
  }

  /// An item's id, as it is where it is one word.
  static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { !" \t;()\"".utf8.contains($0) }
    return isPlain && !text.isEmpty ? text : quote(text)
  }

  /// An option or site type: as it is where it is one word of letters and digits that means nothing else.
  private static func name(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
        || scalar == "."
    }
    return isPlain && !text.isEmpty && text != "item" && text != "site" ? text : quote(text)
  }

  private static func quote(_ text: String) -> String {
    // By scalars: a combining mark behind a quotation mark makes it another character.
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
