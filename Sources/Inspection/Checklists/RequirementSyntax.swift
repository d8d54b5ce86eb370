/// The one-line form of a requirement or condition, the same in every checklist format.
///
/// | observe | require |
/// | --- | --- |
/// | boolean | `yes`, `no` |
/// | number, count | `1.0..1.4` (both ends pass), `>= 1.0`, `> 1.0`, `<= 4`, `< 4`, `= 0`, `12 V ± 5%`, `20 ± 2 mm` |
/// | numbers | `each RULE`, `at least 2 are RULE`, `count >= 3` |
/// | choice | `good \| worn`, of the item's options |
/// | choices | `contains a \| b`, `only a \| b`, `none of a \| b`, `count >= 2` |
/// | date | `age <= 12 months`, `age >= 28 days`, `not expired`, `valid for >= 30 days`, `>= 2020-01-01` |
/// | text | `present`, `matches [A-Z]{2}-[0-9]+` |
/// | any | `all(A; B)`, `any(A; B)`, `at least 2 of (A; B; C)`, `not(A)`, `item ID RULE`, `site TYPE \| TYPE` |
package enum RequirementSyntax {
  /// Of a requirement or condition, in bytes.
  package static let maximumLength = 4_000
  /// How deep combinations may lie within each other.
  package static let maximumDepth = 8
  /// How many rules a text may have in it, all told.
  package static let maximumParts = 256

  /// Why a requirement cannot be read.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String

    package init(description: String) {
      self.description = description
    }
  }

  /// What is known of the other items while a rule that asks them is read.
  package enum OtherItems {
    /// Not read yet: what is asked of them is skipped, and the rule is to be read again.
    case pending
    case known((String) -> Observable?)
  }

  /// - Parameters:
  ///   - text: the requirement; an empty one takes the kind's default, where it has one.
  ///   - observes: what the item observes. A number without a unit takes the first one in the text.
  package static func parse(
    _ text: String, observing observes: Observable, others: OtherItems
  ) throws(Failure) -> Requirement {
    let text = text.trimmingBlanks()
    if text.isEmpty, observes == .boolean { return .boolean(expected: true) }
    if text.isEmpty, observes == .text { return .text(.present) }
    var parser = RuleParser(others: others)
    let rule = try parser.requirement(text, observing: observes)
    return Requirement(observes: observes.taking(parser.unit), rule: rule)
  }

  /// The same of an item that asks no other one.
  package static func parse(
    _ text: String, kind: Requirement.Kind, unit: MeasureUnit?, options: [String]
  ) throws(Failure) -> Requirement {
    try parse(
      text, observing: Observable(kind, unit: unit, options: options), others: .known { _ in nil })
  }

  /// Reads the condition on which an item applies.
  package static func condition(_ text: String, others: OtherItems) throws(Failure) -> Rule {
    var parser = RuleParser(others: others)
    return try parser.requirement(text.trimmingBlanks(), observing: .items)
  }

  /// Whether an option of this name could be taken for a combination.
  package static func looksLikeCombination(_ option: String) -> Bool {
    RuleParser.combination(option[...]) != nil
  }
}

extension Observable {
  fileprivate func taking(_ unit: MeasureUnit?) -> Observable {
    switch self {
    case .number(nil): .number(unit)
    case .numbers(nil): .numbers(unit)
    default: self
    }
  }
}
