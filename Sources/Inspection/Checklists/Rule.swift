/// What must hold: of an item's own observation, of other items' observations, and of the site.
///
/// A rule is a tree of bounded depth (`RuleSyntax.maximumDepth`) without names, loops or calls, so that deciding
/// it always ends.
package indirect enum Rule: Sendable, Hashable {
  /// Of a boolean.
  case answer(Bool)
  /// Of a number or a count.
  case number(NumberRule)
  /// Of a choice: one of these options.
  case oneOf([String])
  /// Of choices: at least one of these was chosen.
  case contains([String])
  /// Of choices: nothing but these was chosen.
  case only([String])
  /// Of choices: not one of these was chosen.
  case noneOf([String])
  /// Of choices or numbers: how many there are.
  case count(NumberRange)
  /// Of numbers: all of them meet the rule.
  case each(Rule)
  /// Of numbers: at least so many of them meet the rule.
  case several(Int, Rule)
  case date(DateRule)
  case text(TextRule)

  case all([Rule])
  case any([Rule])
  case atLeast(Int, [Rule])
  case not(Rule)

  /// Another item's observation meets the rule. It does not where that item does not apply.
  case item(String, Rule)
  /// The site is of one of these types.
  case site([String])
}

extension Rule {
  /// The rules that it is directly made of.
  package var parts: [Rule] {
    switch self {
    case .all(let rules), .any(let rules), .atLeast(_, let rules): rules
    case .not(let rule), .item(_, let rule), .each(let rule), .several(_, let rule): [rule]
    default: []
    }
  }

  /// The ids of the other items that it asks, in the order of the text, each once.
  package var references: [String] {
    var found: [String] = []
    collectReferences(into: &found)
    return found
  }

  private func collectReferences(into found: inout [String]) {
    if case .item(let id, _) = self, !found.contains(id) { found.append(id) }
    for part in parts { part.collectReferences(into: &found) }
  }

  /// The site types that it names.
  package var siteTypes: [String] {
    if case .site(let types) = self { return types }
    return parts.flatMap(\.siteTypes)
  }
}

/// How a number passes.
package struct NumberRule: Sendable, Hashable {
  package var form: Form
  /// The unit that the rule is written in; nil for that of the item.
  package var unit: MeasureUnit?

  package enum Form: Sendable, Hashable {
    case range(NumberRange)
    case about(Double, Tolerance)
  }

  /// How far off a number may be.
  package enum Tolerance: Sendable, Hashable {
    /// In the rule's unit.
    case absolute(Double)
    /// Of the nominal value.
    case percent(Double)
  }

  package init(_ form: Form, unit: MeasureUnit? = nil) {
    self.form = form
    self.unit = unit
  }
}

/// The numbers that pass.
package struct NumberRange: Sendable, Hashable {
  package struct Bound: Sendable, Hashable {
    package var value: Double
    package var isInclusive: Bool

    package init(_ value: Double, inclusive: Bool = true) {
      self.value = value
      self.isInclusive = inclusive
    }
  }

  package var lower: Bound?
  package var upper: Bound?

  package init(lower: Bound?, upper: Bound?) {
    self.lower = lower
    self.upper = upper
  }

  /// No number at all passes.
  package var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower.value == upper.value { return !(lower.isInclusive && upper.isInclusive) }
    return lower.value > upper.value
  }
}

/// How a date passes, seen from the day of the inspection.
package enum DateRule: Sendable, Hashable {
  /// Not longer ago than this. A date after the inspection fails: it cannot have happened yet.
  case ageAtMost(Int, DateUnit)
  /// At least so long ago.
  case ageAtLeast(Int, DateUnit)
  /// The day of the inspection or later.
  case notExpired
  /// Still so long to come, at least.
  case validFor(Int, DateUnit)
  /// Both ends pass; nil is an open end.
  case within(CivilDate?, CivilDate?)

  package enum DateUnit: String, Sendable, Hashable, CaseIterable {
    case days, months, years

    /// The longest age that a checklist may ask for: a century.
    package var limit: Int {
      switch self {
      case .days: 36_500
      case .months: 1_200
      case .years: 100
      }
    }

    /// So many of it, in words.
    package func text(_ count: Int) -> String {
      "\(count) \(count == 1 ? String(rawValue.dropLast()) : rawValue)"
    }
  }
}

/// How a text passes.
package enum TextRule: Sendable, Hashable {
  /// Anything but blanks.
  case present
  /// The whole text matches the regular expression.
  case matches(String)
}
