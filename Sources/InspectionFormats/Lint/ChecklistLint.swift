package import Inspection

/// Looks for what is allowed in a checklist but most likely not meant.
package struct ChecklistLint {
  private let checklist: Checklist
  private let places: ChecklistPlaces
  private let reach: RuleReach
  private var log = IssueLog()

  private init(_ checklist: Checklist, _ places: ChecklistPlaces) {
    self.checklist = checklist
    self.places = places
    reach = RuleReach(checklist)
  }

  /// - Parameter selected: the items that a campaign inspects; nil for all.
  /// - Returns: warnings, by rule and then in the order of the checklist.
  package static func warnings(
    of checklist: Checklist, places: ChecklistPlaces, selected: [Range<Int>]? = nil
  ) -> IssueLog {
    var lint = ChecklistLint(checklist, places)
    lint.checkSections()
    lint.checkDepartments()
    for item in checklist.items {
      lint.checkCondition(of: item)
      lint.checkRequirement(item.requirement, of: item)
    }
    lint.checkRefinements()
    if let selected { lint.checkReferences(from: selected) }
    lint.checkWording()
    return lint.log
  }

  private mutating func warn(_ item: Checklist.Item, _ field: String, _ message: String) {
    log.report(places.location(ofItem: item.id), field: field, message)
  }

  private mutating func checkSections() {
    let used = Set(checklist.items.map(\.section))
    for (index, section) in checklist.sections.enumerated() where !used.contains(index) {
      log.report(
        places.location(ofSection: section.id), field: "section", "section \"\(section.id)\" has no items")
    }
  }

  private mutating func checkDepartments() {
    let without = checklist.items.filter { $0.department.isEmpty }
    if without.count == checklist.items.count {
      log.report(.init(file: places.file), field: "department", "no item names a responsible department")
      return
    }
    for item in without { warn(item, "department", "item \"\(item.id)\" names no responsible department") }
  }

  private mutating func checkCondition(of item: Checklist.Item) {
    guard let condition = item.condition else { return }
    let text = RequirementSyntax.text(of: condition)
    if reach.neverApplies(item) {
      warn(item, "when", "\"\(text)\" can never hold, so the item never applies")
    } else if reach.alwaysHolds(condition, observing: .items) {
      warn(item, "when", "\"\(text)\" always holds")
    }
    checkAlternatives(in: condition, observing: .items, of: item, field: "when")
  }

  private mutating func checkRequirement(_ requirement: Requirement, of item: Checklist.Item) {
    let observes = requirement.observes
    let text = RequirementSyntax.text(of: requirement)
    switch requirement.rule {
    case .answer, .date, .text(.present): break
    case .number(let rule):
      guard let range = rule.range(in: observes.unit) else { break }
      let plausible = PlausibleNumbers.range(of: observes.unit)
      if range.contains(plausible) {
        warn(item, "require", "\"\(text)\": nothing plausible fails")
      } else if !range.overlaps(NumberRange(plausible)) {
        warn(item, "require", "\"\(text)\": nothing plausible passes")
      }
    case .oneOf(let names) where Set(names).count == observes.options.count:
      warn(item, "require", "every option passes, so nothing fails")
    case .oneOf: break
    case .text(.matches(let pattern)):
      if MatchingEverything.isSuspected(of: pattern) {
        warn(item, "require", "the pattern \"\(pattern)\" matches every text; present says the same")
      }
    default:
      if reach.neverHolds(requirement.rule, observing: observes) {
        warn(item, "require", "\"\(text)\" can never hold, so everything fails")
      } else if reach.alwaysHolds(requirement.rule, observing: observes) {
        warn(item, "require", "\"\(text)\" always holds, so nothing fails")
      }
    }
    checkAlternatives(in: requirement.rule, observing: observes, of: item, field: "require")
  }

  /// Alternatives that share values: most likely one of their ends is mistyped.
  private mutating func checkAlternatives(
    in rule: Rule, observing observes: Observable, of item: Checklist.Item, field: String
  ) {
    if case .any(let rules) = rule {
      let sets = rules.map { ($0, RuleReach.set(of: $0, observes)) }
      for (index, (second, set)) in sets.enumerated() {
        let twin = sets.prefix(index).first { _, other in
          guard let other, let set, let shared = other.intersection(set) else { return false }
          return !shared.isEmpty
        }
        if let first = twin?.0 {
          let texts = [first, second].map { "\"\(RequirementSyntax.text(of: $0))\"" }
          warn(item, field, "the alternatives \(texts[0]) and \(texts[1]) overlap")
        }
      }
    }
    for part in rule.parts {
      var partObserves = observes
      if case .item(let id, _) = rule {
        partObserves = checklist.items.first { $0.id == id }?.requirement.observes ?? observes
      }
      checkAlternatives(in: part, observing: partObserves, of: item, field: field)
    }
  }

  private mutating func checkReferences(from selected: [Range<Int>]) {
    let ids = Set(selected.joined().filter(checklist.items.indices.contains).map { checklist.items[$0].id })
    for index in selected.joined() where checklist.items.indices.contains(index) {
      let item = checklist.items[index]
      let asked = (item.condition?.references ?? []) + item.requirement.rule.references
      for id in asked where !ids.contains(id) {
        warn(
          item, item.condition == nil ? "require" : "when",
          "asks item \"\(id)\", which is not selected: it counts as not observed unless it is recorded all the same"
        )
      }
    }
  }

  private mutating func checkRefinements() {
    for profile in checklist.profiles {
      for step in profile.steps {
        guard case .refine(let id, .require(let rule)) = step,
          let item = checklist.items.first(where: { $0.id == id }),
          reach.neverHolds(rule, observing: item.requirement.observes)
        else { continue }
        log.report(
          places.location(ofProfile: profile.id), field: "profile",
          "\"\(RequirementSyntax.text(of: rule))\", to which it refines item \"\(id)\", can never hold")
      }
    }
  }

  /// Two items that ask the same at the same sites count one hazard twice.
  private mutating func checkWording() {
    var first: [String: [Checklist.Item]] = [:]
    for item in checklist.items {
      let wording = Self.normal(item.text)
      guard !wording.isEmpty else { continue }
      let twin = first[wording]?.first { Self.share($0.siteTypes, item.siteTypes) }
      if let twin {
        let line = places.location(ofItem: twin.id).line.map { " (line \($0))" } ?? ""
        warn(
          item, "text",
          "has the wording of item \"\(twin.id)\"\(line)\(Self.comparison(twin.requirement, item.requirement))"
        )
      }
      // Few site types are enough to tell items apart; a thousand twins must not be compared with each other.
      if (first[wording]?.count ?? 0) < 20 { first[wording, default: []].append(item) }
    }
  }

  private static func share(_ a: [String], _ b: [String]) -> Bool {
    a.isEmpty || b.isEmpty || !Set(a).isDisjoint(with: b)
  }

  private static func comparison(_ a: Requirement, _ b: Requirement) -> String {
    if a == b { return " and the same requirement" }
    guard case .number(let one) = a.rule, case .number(let two) = b.rule,
      let first = one.range(in: a.observes.unit),
      let second = two.range(in: b.observes.unit),
      let converted = second.converted(from: b.observes.unit, to: a.observes.unit)
    else { return "" }
    return first.overlaps(converted)
      ? ", and their ranges overlap" : ", and no number satisfies both requirements"
  }

  /// Letters and digits in lower case, everything between them one blank.
  private static func normal(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
