import Inspection
import TestSupport

/// Makes up rules of every form, the same for the same generator.
struct RandomRule {
  var random: SeededGenerator
  /// What rules may ask.
  var others: [(id: String, observes: Observable)] = []

  init(_ random: SeededGenerator) {
    self.random = random
  }

  /// A rule that can be written for what is observed.
  mutating func rule(_ observes: Observable, depth: Int = 0) -> Rule {
    if observes == .items || (depth < 3 && chance(4)) { return combination(observes, depth) }
    switch observes {
    case .boolean: return .answer(chance(2))
    case .number(let unit): return .number(number(unit))
    case .count: return .number(NumberRule(.range(range())))
    case .numbers(let unit): return numbers(unit, depth)
    case .choice(let options): return .oneOf(some(options))
    case .choices(let options):
      let forms: [Rule] = [
        .contains(some(options)), .only(some(options)), .noneOf(some(options)), .count(range()),
      ]
      return forms.randomElement(using: &random) ?? forms[0]
    case .date: return .date(date())
    case .text:
      return .text(chance(2) ? .present : .matches(Self.patterns.randomElement(using: &random) ?? ""))
    case .items: return .site(["x"])
    }
  }

  private mutating func combination(_ observes: Observable, _ depth: Int) -> Rule {
    switch Int.random(in: depth < 3 ? 0...5 : 4...5, using: &random) {
    case 0: return .all(rules(observes, depth))
    case 1: return .any(rules(observes, depth))
    case 2:
      let rules = rules(observes, depth)
      return .atLeast(Int.random(in: 1...rules.count, using: &random), rules)
    case 3: return .not(rule(observes, depth: depth + 1))
    case 4:
      if let other = others.randomElement(using: &random) {
        return .item(other.id, rule(other.observes, depth: depth + 1))
      }
      fallthrough
    default: return .site((0...Int.random(in: 0...2, using: &random)).map { "\(word())\($0)" })
    }
  }

  private mutating func rules(_ observes: Observable, _ depth: Int) -> [Rule] {
    (0...Int.random(in: 0...2, using: &random)).map { _ in rule(observes, depth: depth + 1) }
  }

  private mutating func numbers(_ unit: MeasureUnit?, _ depth: Int) -> Rule {
    switch Int.random(in: 0...2, using: &random) {
    case 0: .count(range())
    case 1: .each(rule(.number(unit), depth: depth + 1))
    default: .several(Int.random(in: 1...9, using: &random), rule(.number(unit), depth: depth + 1))
    }
  }

  private mutating func number(_ unit: MeasureUnit?) -> NumberRule {
    let written = unit.flatMap { unit in
      MeasureUnit.symbols.compactMap { MeasureUnit($0) }.filter { $0.dimension == unit.dimension }
        .randomElement(using: &random)
    }
    let rule = NumberRule(.range(range()), unit: chance(2) ? written : nil)
    guard chance(3), rule.unit?.dimension != "ratio" else { return rule }
    let amount = Double.random(in: 0...50, using: &random)
    let middle = value()
    return NumberRule(.about(middle, chance(2) ? .percent(amount) : .absolute(amount)), unit: rule.unit)
  }

  private mutating func value() -> Double {
    let scales: [Double] = [1, 1e-9, 1e12, 0.1, 1e300]
    let scale = scales.randomElement(using: &random) ?? 1
    let value = Double.random(in: -1...1, using: &random) * scale
    return chance(3) ? value.rounded() : value
  }

  mutating func range() -> NumberRange {
    let (value, other) = (value(), value())
    let bound = NumberRange.Bound(value, inclusive: chance(2))
    switch Int.random(in: 0...3, using: &random) {
    case 0: return NumberRange(lower: bound, upper: nil)
    case 1: return NumberRange(lower: nil, upper: bound)
    case 2: return NumberRange(lower: .init(value), upper: .init(value))
    default: return NumberRange(lower: .init(min(value, other)), upper: .init(max(value, other)))
    }
  }

  private mutating func date() -> DateRule {
    let unit = DateRule.DateUnit.allCases.randomElement(using: &random) ?? .days
    let count = Int.random(in: 0...unit.limit, using: &random)
    let days = (0...1).map { _ in CivilDate(days: Int32.random(in: -100_000...100_000, using: &random)) }
    let forms: [DateRule] = [
      .notExpired, .ageAtMost(count, unit), .ageAtLeast(count, unit), .validFor(count, unit),
      .within(days[0], nil), .within(nil, days[0]), .within(days.min(), days.max()),
      .within(days[0], days[0]),
    ]
    return forms.randomElement(using: &random) ?? .notExpired
  }

  private mutating func some(_ options: [String]) -> [String] {
    let chosen = options.filter { _ in chance(2) }
    return chosen.isEmpty ? Array(options.prefix(1)) : chosen
  }

  private mutating func word() -> String { Self.words.randomElement(using: &random) ?? "a" }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  static let words = [
    "a", "two words", "(x)", ")", "\"q\"", "a;b", "item", "site", "all", "not", "\u{301}", "检查", "\"", "a\"b",
  ]
  static let patterns = [
    "[A-Z]{2}-[0-9]+", "a|b", "\\d+\\s\"x\"", "检.*", "#: ,", "(a|b)c", "\\)x;", "all\\(x", "\"", "a; b",
  ]
}
