package import Inspection

/// Turns what was read of a checklist into one, judging everything on the way.
///
/// Both formats end here, so that a rule holds for both and is written once.
package struct ChecklistBuilder {
  package static let maximumOptions = 256
  package static let maximumItems = 100_000
  /// Of a text that people read, in bytes.
  package static let maximumTextLength = 4_000

  private let file: String
  private var sections: [Checklist.Section] = []
  private var sectionsByID: [String: (index: Int, location: ValidationIssue.Location)] = [:]
  private var items: [Checklist.Item] = []
  /// By position in `items`: the drafts whose rules ask other items, which are read when all are known.
  private var asking: [Int: ItemDraft] = [:]
  private var profiles: [ProfileDraft]
  private var itemLines: [String: ValidationIssue.Location] = [:]
  private var riskModel = RiskModel.standardMatrix
  private var head = (id: "", title: "", version: "", source: "")
  private var criteria: CriteriaDraft?
  private var count = 0

  /// - Parameter defaultID: the id of a checklist that does not give one.
  package init(file: String, heading: ChecklistHeading, defaultID: String, log: inout IssueLog) {
    self.file = file
    profiles = heading.profiles
    let id = heading.id?.text ?? defaultID
    if let fault = Identifier.fault(in: id) {
      log.report(heading.id?.issue(fault) ?? ValidationIssue(.init(file: file), field: "checklist", fault))
    }
    let version = heading.version?.text ?? "1"
    if let fault = Identifier.fault(in: version) { log.report(heading.version?.issue(fault), file: file) }
    head = (id, heading.title?.text ?? id, version, heading.source?.text ?? "")
    riskModel = RiskReader.model(heading, log: &log)
    criteria = heading.criteria
  }

  /// Adds a section, or finds the one that is there.
  ///
  /// - Parameter isNew: a section of that id must not be there yet.
  package mutating func section(
    _ id: LocatedText, title: String, category: String, isNew: Bool, log: inout IssueLog
  ) -> Int {
    if let known = sectionsByID[id.text] {
      let there = sections[known.index]
      if isNew {
        log.report(id.issue("section \"\(id.text)\" is already on line \(known.location.line ?? 0)"))
      } else if !title.isEmpty, title != there.title, there.title != there.id {
        log.report(
          id.issue(
            "section \"\(id.text)\" has the title \"\(there.title)\" on line \(known.location.line ?? 0)"))
      } else if !category.isEmpty, category != there.category {
        log.report(
          id.issue(
            "section \"\(id.text)\" has the category \"\(there.category)\" on line "
              + "\(known.location.line ?? 0)"))
      }
      return known.index
    }
    if let fault = Identifier.fault(in: id.text) { log.report(id.issue(fault)) }
    sectionsByID[id.text] = (sections.count, id.location)
    sections.append(.init(id: id.text, title: title.isEmpty ? id.text : title, category: category))
    return sections.count - 1
  }

  /// Adds an item of the section at `section`.
  package mutating func item(_ draft: ItemDraft, section: Int, log: inout IssueLog) {
    count += 1
    if count == Self.maximumItems + 1 {
      log.report(draft.location, "more than \(Self.maximumItems) items")
    }
    guard count <= Self.maximumItems else { return }
    if let fault = Identifier.fault(in: draft.id.text) { log.report(draft.id.issue(fault)) }
    if !draft.id.text.isEmpty {
      if let first = itemLines[draft.id.text] {
        log.report(draft.id.issue("item \"\(draft.id.text)\" is already on line \(first.line ?? 0)"))
      } else {
        itemLines[draft.id.text] = draft.id.location
      }
    }
    let reader = ItemReader(draft: draft, method: riskModel.method)
    guard let item = reader.item(section: section, log: &log) else { return }
    if item.condition != nil || !item.requirement.rule.references.isEmpty { asking[items.count] = draft }
    items.append(item)
  }

  /// Adds a profile; it is judged when the checklist is built.
  package mutating func profile(_ draft: ProfileDraft) { profiles.append(draft) }

  /// Where the sections and items stand that were added.
  package var places: ChecklistPlaces {
    ChecklistPlaces(
      file: file, sections: sectionsByID.mapValues(\.location), items: itemLines,
      profiles: Dictionary(
        profiles.map { ($0.id.text, $0.id.location) }, uniquingKeysWith: { first, _ in first }))
  }

  /// - Returns: the checklist; it is of use only if `log` has no issues of it.
  package func build(log: inout IssueLog) -> Checklist {
    if count == 0 { log.report(.init(file: file), "has no items") }
    var checklist = Checklist(
      id: head.id, title: head.title, version: head.version, source: head.source, riskModel: riskModel,
      sections: sections, items: items)
    let before = log.total
    let observables = Dictionary(
      items.map { ($0.id, $0.requirement.observes) }, uniquingKeysWith: { first, _ in first })
    for (index, draft) in asking.sorted(by: { $0.key < $1.key }) {
      let reader = ItemReader(draft: draft, method: riskModel.method, others: .known { observables[$0] })
      if let item = reader.item(section: items[index].section, log: &log) { checklist.items[index] = item }
    }
    let reader = ProfileReader(checklist: checklist, observables: observables)
    checklist.profiles = reader.profiles(profiles, log: &log)
    if let criteria { CriteriaReader.apply(criteria, to: &checklist, log: &log) }
    if log.total == before { checkReferences(of: checklist, log: &log) }
    return checklist
  }

  /// What a probe finds out is no observation, and comes too late for other checks.
  private func checkProbes(of checklist: Checklist, log: inout IssueLog) {
    let probed = Set(checklist.items.filter { $0.probe != nil }.map(\.id))
    for (index, draft) in asking.sorted(by: { $0.key < $1.key }) {
      let item = checklist.items[index]
      let rules: [(ItemDraft.Field, [String])] = [
        (.condition, item.condition?.references ?? []), (.require, item.requirement.rule.references),
      ]
      for (field, ids) in rules {
        for id in ids where probed.contains(id) {
          if let text = draft.fields[field] {
            log.report(
              text.issue("item \"\(id)\" is decided by a probe, and only what is observed can be asked"))
          }
        }
      }
    }
  }

  private func checkReferences(of checklist: Checklist, log: inout IssueLog) {
    do throws(ItemReferences.Failure) {
      checkProbes(of: checklist, log: &log)
      _ = try ItemReferences(checklist)
    } catch {
      let draft = asking.values.first { $0.id.text == error.item }
      let field = draft?.fields[.condition] ?? draft?.fields[.require]
      log.report(
        field?.issue(error.description)
          ?? ValidationIssue(places.location(ofItem: error.item), field: "when", error.description))
    }
  }
}

extension IssueLog {
  fileprivate mutating func report(_ issue: ValidationIssue?, file: String) {
    if let issue { report(issue) }
  }
}
