package import Inspection

/// Looks for what is allowed in a checklist but most likely not meant.
package struct ChecklistLint {
  private let checklist: Checklist
  private let places: ChecklistPlaces
  private var log = IssueLog()

  private init(_ checklist: Checklist, _ places: ChecklistPlaces) {
    self.checklist = checklist
    self.places = places
  }

  /// - Returns: warnings, by rule and then in the order of the checklist.
  package static func warnings(of checklist: Checklist, places: ChecklistPlaces) -> IssueLog {
    var lint = ChecklistLint(checklist, places)
    lint.checkSections()
    lint.checkDepartments()
    for item in checklist.items { lint.checkRequirement(of: item) }
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

  private mutating func checkRequirement(of item: Checklist.Item) {
    switch item.requirement {
    case .boolean, .date, .text(.present): break
    case .number(let range, let unit):
      let plausible = PlausibleNumbers.range(of: unit)
      let text = RequirementSyntax.text(of: item.requirement)
      if range.contains(plausible) {
        warn(item, "require", "\"\(text)\": nothing plausible fails")
      } else if !range.overlaps(NumberRange(plausible)) {
        warn(item, "require", "\"\(text)\": nothing plausible passes")
      }
    case .choice(let options, let passing) where passing.count == options.count:
      warn(item, "require", "every option passes, so nothing fails")
    case .choice: break
    case .text(.matches(let pattern)):
      if MatchingEverything.isSuspected(of: pattern) {
        warn(item, "require", "the pattern \"\(pattern)\" matches every text; present says the same")
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
    guard case .number(let first, let unit) = a, case .number(let second, let other) = b,
      let converted = second.converted(from: other, to: unit)
    else { return "" }
    return first.overlaps(converted)
      ? ", and their ranges overlap" : ", and no number satisfies both requirements"
  }

  /// Letters and digits in lower case, everything between them one blank.
  private static func normal(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
