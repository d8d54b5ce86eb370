import Inspection

/// Puts a checklist together from drafts of which some may not do, and notes what became of those.
struct ImportAssembler {
  private let file: String
  private var heading = ChecklistHeading()
  private var entries: [(group: ImportGroup, item: ItemDraft)] = []
  private var profiles: [ProfileDraft] = []
  private var itemIDs: Set<String> = []
  private var groupIDs: Set<String> = []
  var report = IssueLog()

  init(file: String) {
    self.file = file
  }

  /// What the checklist says of itself.
  mutating func name(id: LocatedText, title: LocatedText?, version: LocatedText?) {
    heading.id = sound(id)
    heading.title = title
    if let version { heading.version = sound(version) }
  }

  private mutating func sound(_ text: LocatedText) -> LocatedText? {
    guard let fault = Identifier.fault(in: text.text) else { return text }
    report.report(text.issue("\(fault); left out"))
    return nil
  }

  /// A group whose id no other has.
  mutating func group(_ id: LocatedText, title: String) -> ImportGroup {
    var id = id
    if let fault = Identifier.fault(in: id.text) {
      report.report(id.issue("\"\(id.text.prefix(100))\" \(fault); the section is called \"group\""))
      id.text = "group"
    }
    let unique = unique(id, among: groupIDs)
    groupIDs.insert(unique.text)
    return ImportGroup(id: unique, title: title)
  }

  /// Takes an item, as far as it can be read.
  ///
  /// - Returns: the item's id, or nil when it was not taken.
  @discardableResult
  mutating func add(_ draft: ItemDraft, in group: ImportGroup) -> String? {
    var draft = draft
    draft.id = unique(draft.id, among: itemIDs)
    var faults = faults(of: draft)
    if !faults.isEmpty {
      for issue in faults.issues {
        report.report(ValidationIssue(issue.location, field: issue.field, "\(issue.message); left out"))
      }
      drop(fields: Set(faults.issues.map(\.field)), from: &draft)
      faults = self.faults(of: draft)
    }
    guard faults.isEmpty else {
      report.report(draft.id.issue("item \"\(draft.id.text)\" is not carried over"))
      return nil
    }
    itemIDs.insert(draft.id.text)
    entries.append((group, draft))
    return draft.id.text
  }

  mutating func add(_ profile: ProfileDraft) {
    var draft = profile
    if let fault = Identifier.fault(in: draft.id.text) {
      return report.report(draft.id.issue("\(fault); the profile is left out"))
    }
    draft.id = unique(draft.id, among: Set(profiles.map(\.id.text)))
    profiles.append(draft)
  }

  private func faults(of draft: ItemDraft) -> IssueLog {
    var log = IssueLog()
    if let fault = Identifier.fault(in: draft.id.text) { log.report(draft.id.issue(fault)) }
    _ = ItemReader(draft: draft, method: .matrix).item(section: 0, log: &log)
    return log
  }

  /// An item is worth more than its classification: what is wrong is left out, where that is possible.
  private func drop(fields: Set<String>, from draft: inout ItemDraft) {
    let risk: Set<ItemDraft.Field> = [.likelihood, .consequence, .exposure]
    let isRisk = !fields.isDisjoint(with: ["likelihood", "consequence", "exposure"])
    for (field, value) in draft.fields where fields.contains(value.field) && field != .text {
      draft.fields[field] = nil
    }
    if isRisk { for field in risk { draft.fields[field] = nil } }
    if draft.siteTypes.contains(where: { fields.contains($0.field) }) { draft.siteTypes = [] }
  }

  private mutating func unique(_ id: LocatedText, among known: Set<String>) -> LocatedText {
    guard known.contains(id.text) else { return id }
    var (number, result) = (2, id)
    repeat {
      result.text = "\(id.text)-\(number)"
      number += 1
    } while known.contains(result.text)
    report.report(id.issue("\"\(id.text)\" is there before; this one becomes \"\(result.text)\""))
    return result
  }

  /// - Throws: `ValidationErrors` with all that was noted when no item could be taken.
  func finish() throws -> (Checklist, IssueLog) {
    var (assembler, log) = (self, IssueLog())
    var checklist = assembler.build(log: &log)
    // An item that lost its condition may close no circle any more: after a few rounds all are gone.
    for _ in 0..<3 where !log.isEmpty {
      guard assembler.dropRules(that: log) else { break }
      log = IssueLog()
      checklist = assembler.build(log: &log)
    }
    if !log.isEmpty, assembler.dropAllRules(that: log) {
      log = IssueLog()
      checklist = assembler.build(log: &log)
    }
    guard log.isEmpty else {
      var all = assembler.report
      all.report(ValidationErrors(issues: log.issues, total: log.total))
      throw ValidationErrors(issues: all.issues, total: all.total)
    }
    return (checklist, assembler.report)
  }

  private func build(log: inout IssueLog) -> Checklist {
    let stem = InputFile(name: file, content: []).nameParts.stem
    var builder = ChecklistBuilder(file: file, heading: heading, defaultID: stem, log: &log)
    for (group, item) in entries {
      let section = builder.section(group.id, title: group.title, category: "", isNew: false, log: &log)
      builder.item(item, section: section, log: &log)
    }
    for profile in profiles { builder.profile(profile) }
    return builder.build(log: &log)
  }

  /// Leaves out the conditions that the issues are about: they ask items that were not carried over, say.
  private mutating func dropRules(that log: IssueLog) -> Bool {
    let places = Set(log.issues.map { LocatedText("", at: $0.location, field: $0.field) })
    var hasDropped = false
    for index in entries.indices {
      for field in [ItemDraft.Field.condition, .require] {
        guard let rule = entries[index].item.fields[field],
          places.contains(LocatedText("", at: rule.location, field: rule.field))
        else { continue }
        entries[index].item.fields[field] = nil
        // What no requirement is left of becomes a question that is answered with yes or no.
        if field == .require {
          for field in [ItemDraft.Field.observe, .unit] { entries[index].item.fields[field] = nil }
          entries[index].item.options = []
        }
        report.report(rule.issue("\"\(rule.text)\" cannot be followed and is left out"))
        hasDropped = true
      }
    }
    return hasDropped
  }

  /// The last resort: no condition is left that could be wrong.
  private mutating func dropAllRules(that log: IssueLog) -> Bool {
    let before = report.total
    for index in entries.indices {
      guard let rule = entries[index].item.fields.removeValue(forKey: .condition) else { continue }
      report.report(rule.issue("\"\(rule.text)\" is left out: the conditions contradict each other"))
    }
    return report.total > before
  }
}

/// What becomes a section as soon as an item is in it.
struct ImportGroup {
  var id: LocatedText
  var title: String
}
