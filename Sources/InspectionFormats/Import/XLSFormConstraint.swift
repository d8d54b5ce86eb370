import Inspection

/// The simple forms of an XLSForm constraint, as the requirement that says the same.
enum XLSFormConstraint {
  /// - Returns: nil for a constraint that no requirement can say.
  static func number(_ text: String, isWhole: Bool) -> String? {
    var (lower, upper): (NumberRange.Bound?, NumberRange.Bound?)
    for part in conjuncts(text) {
      guard let (sign, value) = comparison(part), let number = Double(value), number.isFinite else {
        return nil
      }
      switch sign {
      case ">=": lower = tighter(lower, .init(number), isHigher: true)
      case ">": lower = tighter(lower, exclusive(number, step: isWhole ? 1 : nil), isHigher: true)
      case "<=": upper = tighter(upper, .init(number), isHigher: false)
      case "<": upper = tighter(upper, exclusive(number, step: isWhole ? -1 : nil), isHigher: false)
      case "=":
        lower = tighter(lower, .init(number), isHigher: true)
        upper = tighter(upper, .init(number), isHigher: false)
      default: return nil
      }
    }
    let range = NumberRange(lower: lower, upper: upper)
    guard lower != nil || upper != nil, !range.isEmpty else { return nil }
    // A range with two ends includes both.
    if let lower, let upper, !(lower.isInclusive && upper.isInclusive) { return nil }
    return RequirementSyntax.text(of: .number(range, unit: nil))
  }

  /// Above 0 is at least 1 where only whole numbers are observed.
  private static func exclusive(_ number: Double, step: Double?) -> NumberRange.Bound {
    guard let step, abs(number) < 1e15 else { return .init(number, inclusive: false) }
    return .init(step > 0 ? number.rounded(.down) + 1 : number.rounded(.up) - 1)
  }

  private static func tighter(
    _ known: NumberRange.Bound?, _ new: NumberRange.Bound, isHigher: Bool
  ) -> NumberRange.Bound {
    guard let known else { return new }
    if known.value == new.value { return known.isInclusive ? new : known }
    return (known.value > new.value) == isHigher ? known : new
  }

  /// `. >= today()`, `. <= today()`, `. >= today() - 365`.
  static func date(_ text: String) -> String? {
    var rule: String?
    for part in conjuncts(text) {
      guard let (sign, value) = comparison(part) else { return nil }
      let compact = value.filter { $0 != " " }
      switch (sign, compact) {
      // A date after the inspection never passes an age.
      case ("<=", "today()"): rule = rule ?? "age <= 100 years"
      case (">=", "today()") where rule == nil: return conjuncts(text).count == 1 ? "not expired" : nil
      case (">=", _) where compact.hasPrefix("today()-"):
        guard let days = Int(compact.dropFirst("today()-".count)), days >= 0 else { return nil }
        rule = "age <= \(days) days"
      default: return nil
      }
    }
    return rule
  }

  /// `regex(., 'PATTERN')`.
  static func text(_ text: String) -> String? {
    guard let arguments = call("regex", text), let pattern = literal(arguments) else { return nil }
    return "matches \(pattern)"
  }

  /// The choices that pass: `. = 'a' or selected(., 'b')`, `. != 'c' and . != 'd'`.
  static func choice(_ text: String, options: [String]) -> [String]? {
    let alternatives = parts(text, of: "or")
    var chosen: [String] = []
    if alternatives.allSatisfy({ named($0) != nil }) {
      chosen = alternatives.compactMap(named)
    } else {
      let excluded = conjuncts(text).map {
        comparison($0).flatMap { $0.sign == "!=" ? unquoted($0.value) : nil }
      }
      guard excluded.allSatisfy({ $0 != nil }) else { return nil }
      let names = excluded.compactMap(\.self)
      guard names.allSatisfy(options.contains) else { return nil }
      chosen = options.filter { !names.contains($0) }
    }
    return chosen.isEmpty || !chosen.allSatisfy(options.contains) ? nil : chosen
  }

  private static func named(_ part: String) -> String? {
    if let arguments = call("selected", part) { return literal(arguments) }
    return comparison(part).flatMap { $0.sign == "=" ? unquoted($0.value) : nil }
  }

  private static func conjuncts(_ text: String) -> [String] { parts(text, of: "and") }

  /// The parts of a text between words that stand outside of quotes.
  static func parts(_ text: String, of word: String) -> [String] {
    var (parts, current): ([String], [String]) = ([], [])
    var isQuoted = false
    for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
      if piece == word, !isQuoted {
        parts.append(current.joined(separator: " "))
        current = []
        continue
      }
      if piece.count(where: { $0 == "'" || $0 == "\"" }) % 2 == 1 { isQuoted.toggle() }
      current.append(String(piece))
    }
    return (parts + [current.joined(separator: " ")]).map { $0.trimmingBlanks() }
  }

  /// `. SIGN VALUE`, with parentheses around it or not.
  private static func comparison(_ part: String) -> (sign: String, value: String)? {
    var part = part.trimmingBlanks()
    if part.hasPrefix("("), part.hasSuffix(")") {
      part = String(part.dropFirst().dropLast()).trimmingBlanks()
    }
    guard part.hasPrefix(".") else { return nil }
    let rest = part.dropFirst().trimmingBlanks()
    let sign = rest.prefix { "<>=!".contains($0) }
    let value = rest.dropFirst(sign.count).trimmingBlanks()
    return sign.isEmpty || value.isEmpty ? nil : (String(sign), value)
  }

  /// What is between the parentheses of a call.
  private static func call(_ name: String, _ text: String) -> String? {
    let text = text.trimmingBlanks()
    guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
    return String(text.dropFirst(name.count + 1).dropLast())
  }

  /// `., 'TEXT'`.
  private static func literal(_ arguments: String) -> String? {
    let text = arguments.trimmingBlanks()
    guard text.hasPrefix(".") else { return nil }
    let rest = text.dropFirst().trimmingBlanks()
    return rest.hasPrefix(",") ? unquoted(rest.dropFirst().trimmingBlanks()) : nil
  }

  static func unquoted(_ text: String) -> String? {
    guard let quote = text.first, text.count >= 2, quote == "'" || quote == "\"", text.last == quote else {
      return nil
    }
    let inner = text.dropFirst().dropLast()
    return inner.contains(quote) ? nil : String(inner)
  }
}
