/// The one-line form of a requirement, the same in every checklist format.
///
/// | observe | require |
/// | --- | --- |
/// | boolean | `yes`, `no` |
/// | number | `1.0..1.4` (both ends pass), `>= 1.0`, `> 1.0`, `<= 4`, `< 4`, `= 0` |
/// | choice | `good \| worn`, of the item's options |
/// | date | `age <= 365 days`, `age <= 12 months`, `age <= 2 years`, `not expired` |
/// | text | `present`, `matches [A-Z]{2}-[0-9]+` |
package enum RequirementSyntax {
  /// Why a requirement cannot be read.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  /// - Parameters:
  ///   - text: the requirement; an empty one takes the kind's default, where it has one.
  ///   - options: the item's choices, in order.
  package static func parse(
    _ text: String, kind: Requirement.Kind, unit: MeasureUnit?, options: [String]
  ) throws(Failure) -> Requirement {
    let text = text.trimmingBlanks()
    switch kind {
    case .boolean: return .boolean(expected: try boolean(text))
    case .number: return .number(try range(text), unit: unit)
    case .choice: return try choice(text, options: options)
    case .date: return .date(try date(text))
    case .text: return .text(try textRule(text))
    }
  }

  private static func boolean(_ text: String) throws(Failure) -> Bool {
    if text.isEmpty { return true }
    guard let value = BooleanText.value(of: text) else {
      throw Failure(description: "\"\(text)\" is not yes or no")
    }
    return value
  }

  private static func range(_ text: String) throws(Failure) -> NumberRange {
    let range: NumberRange
    if let dots = text.firstRange(of: "..") {
      range = NumberRange(
        lower: .init(try number(text[..<dots.lowerBound])),
        upper: .init(try number(text[dots.upperBound...])))
    } else {
      range = try comparison(text)
    }
    guard !range.isEmpty else { throw Failure(description: "no number can satisfy \"\(text)\"") }
    return range
  }

  private static func comparison(_ text: String) throws(Failure) -> NumberRange {
    let digits = text.drop { "<>=≤≥".contains($0) }
    let bound = try number(digits)
    switch text.prefix(text.count - digits.count) {
    case ">=", "≥": return NumberRange(lower: .init(bound), upper: nil)
    case ">": return NumberRange(lower: .init(bound, inclusive: false), upper: nil)
    case "<=", "≤": return NumberRange(lower: nil, upper: .init(bound))
    case "<": return NumberRange(lower: nil, upper: .init(bound, inclusive: false))
    case "=": return NumberRange(lower: .init(bound), upper: .init(bound))
    default:
      throw Failure(description: "\"\(text)\" is no range; write 1.0..1.4, >= 1, > 1, <= 4, < 4 or = 0")
    }
  }

  private static func number(_ text: Substring) throws(Failure) -> Double {
    guard let value = Double(text.trimmingBlanks()), value.isFinite else {
      throw Failure(
        description: "\"\(text.trimmingBlanks())\" is no number (the unit has a field of its own)")
    }
    return value
  }

  private static func choice(_ text: String, options: [String]) throws(Failure) -> Requirement {
    guard !text.isEmpty else {
      throw Failure(description: "is missing: name the options that pass, such as good | worn")
    }
    var passing: Set<Int> = []
    for name in text.splittingList() {
      guard let index = options.firstIndex(of: name) else {
        throw Failure(
          description: "\"\(name)\" is none of the options\(NearestName.hint(for: name, among: options))")
      }
      passing.insert(index)
    }
    return .choice(options: options, passing: passing)
  }

  private static func date(_ text: String) throws(Failure) -> DateRule {
    if text == "not expired" { return .notExpired }
    let words = text.split(separator: " ")
    guard words.count == 4, words[0] == "age", words[1] == "<=", let count = Int(words[2]),
      let unit = DateRule.DateUnit(rawValue: words[3].hasSuffix("s") ? String(words[3]) : words[3] + "s"),
      (0...unit.limit).contains(count)
    else {
      throw Failure(description: "\"\(text)\" is no date rule; write age <= 365 days or not expired")
    }
    return .ageAtMost(count, unit)
  }

  private static func textRule(_ text: String) throws(Failure) -> TextRule {
    if text.isEmpty || text == "present" { return .present }
    guard text.hasPrefix("matches ") else {
      throw Failure(description: "\"\(text)\" is no text rule; write present or matches PATTERN")
    }
    let pattern = text.dropFirst("matches ".count).trimmingBlanks()
    guard pattern.utf8.count <= TextPattern.maximumLength else {
      throw Failure(description: "the pattern is longer than \(TextPattern.maximumLength) bytes")
    }
    do {
      _ = try TextPattern(pattern)
    } catch {
      throw Failure(description: "\"\(pattern)\" is no regular expression: \(error)")
    }
    return .matches(pattern)
  }
}

extension RequirementSyntax {
  /// Writes a requirement in the form that `parse` reads.
  package static func text(of requirement: Requirement) -> String {
    switch requirement {
    case .boolean(let expected): expected ? "yes" : "no"
    case .number(let range, _): text(of: range)
    case .choice(let options, let passing): passing.sorted().map { options[$0] }.joined(separator: " | ")
    case .date(.notExpired): "not expired"
    case .date(.ageAtMost(let count, let unit)): "age <= \(count) \(unit.rawValue)"
    case .text(.present): "present"
    case .text(.matches(let pattern)): "matches \(pattern)"
    }
  }

  private static func text(of range: NumberRange) -> String {
    switch (range.lower, range.upper) {
    case (let lower?, let upper?) where lower == upper: "= \(lower.value)"
    case (let lower?, let upper?): "\(lower.value)..\(upper.value)"
    case (let lower?, nil): (lower.isInclusive ? ">= " : "> ") + "\(lower.value)"
    case (nil, let upper?): (upper.isInclusive ? "<= " : "< ") + "\(upper.value)"
    case (nil, nil): "any"
    }
  }
}
