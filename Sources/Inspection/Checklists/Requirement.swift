/// What an item observes, and the rule that the observation must meet for the check to pass.
package struct Requirement: Sendable, Hashable {
  package var observes: Observable
  package var rule: Rule

  package init(observes: Observable, rule: Rule) {
    self.observes = observes
    self.rule = rule
  }

  package var kind: Kind { observes.kind }

  /// What is observed: the word that a checklist writes under `observe`.
  package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case boolean, number, choice, date, text
    /// How many of something there are: a whole number.
    case count
    /// A measurement for each of several things.
    case numbers
    /// Any of the options, several at once, or none.
    case choices
    /// Nothing of its own: other items' observations decide.
    case items

    package var hasOptions: Bool { self == .choice || self == .choices }
    package var hasUnit: Bool { self == .number || self == .numbers }
  }
}

/// What an item observes, with what is needed to read a value.
package enum Observable: Sendable, Hashable {
  case boolean
  case number(MeasureUnit?)
  case choice([String])
  case date
  case text
  case count
  case numbers(MeasureUnit?)
  case choices([String])
  case items

  package init(_ kind: Requirement.Kind, unit: MeasureUnit?, options: [String]) {
    switch kind {
    case .boolean: self = .boolean
    case .number: self = .number(unit)
    case .choice: self = .choice(options)
    case .date: self = .date
    case .text: self = .text
    case .count: self = .count
    case .numbers: self = .numbers(unit)
    case .choices: self = .choices(options)
    case .items: self = .items
    }
  }

  package var kind: Requirement.Kind {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .choice: .choice
    case .date: .date
    case .text: .text
    case .count: .count
    case .numbers: .numbers
    case .choices: .choices
    case .items: .items
    }
  }

  package var unit: MeasureUnit? {
    switch self {
    case .number(let unit), .numbers(let unit): unit
    default: nil
    }
  }

  package var options: [String] {
    switch self {
    case .choice(let options), .choices(let options): options
    default: []
    }
  }
}

extension Requirement {
  package static func boolean(expected: Bool) -> Requirement {
    Requirement(observes: .boolean, rule: .answer(expected))
  }

  package static func number(_ range: NumberRange, unit: MeasureUnit?) -> Requirement {
    Requirement(observes: .number(unit), rule: .number(NumberRule(.range(range))))
  }

  /// - Parameter passing: positions in `options`.
  package static func choice(options: [String], passing: Set<Int>) -> Requirement {
    let names = passing.sorted().filter(options.indices.contains).map { options[$0] }
    return Requirement(observes: .choice(options), rule: .oneOf(names))
  }

  package static func date(_ rule: DateRule) -> Requirement {
    Requirement(observes: .date, rule: .date(rule))
  }

  package static func text(_ rule: TextRule) -> Requirement {
    Requirement(observes: .text, rule: .text(rule))
  }
}
