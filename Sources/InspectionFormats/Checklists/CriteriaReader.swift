import Inspection

/// A list of criteria as it was read, with the places of what it names.
package struct CriteriaDraft: Sendable {
  var list: CriteriaList
  var items: [LocatedText] = []
  var categories: [LocatedText] = []
}

/// Reads lists of criteria: a section of a YAML checklist, the same in a comment line of a CSV checklist, or
/// a file of its own.
enum CriteriaReader {
  static let keys = ["id", "version", "source", "rules"]
  private static let ruleKeys = [
    "id", "text", "level", "items", "categories", "siteTypes", "grade", "count",
  ]

  static func read(_ object: YAMLObject, log: inout IssueLog) -> CriteriaDraft {
    func name(_ key: String, _ log: inout IssueLog) -> String {
      guard let text = object.required(key, log: &log) else { return "" }
      if let fault = Identifier.fault(in: text.text) { log.report(text.issue(fault)) }
      return text.text
    }
    let list = CriteriaList(
      id: name("id", &log), version: name("version", &log),
      source: object.text("source", log: &log)?.text ?? "", rules: [])
    var draft = CriteriaDraft(list: list)
    for rule in object.objects("rules", keys: ruleKeys, log: &log) { read(rule, into: &draft, log: &log) }
    if !object.has("rules") { log.report(object.location, field: "rules", "are missing") }
    return draft
  }

  /// - Parameter text: YAML in one line, `{id: ..., version: ..., rules: [{...}]}`.
  static func read(_ text: LocatedText, log: inout IssueLog) -> CriteriaDraft? {
    // Lines are counted as they stand in the file.
    let before = String(repeating: "\n", count: max(0, (text.location.line ?? 1) - 1))
    return file(InputFile(name: text.location.file, content: (before + text.text).utf8), log: &log)
  }

  static func file(_ input: InputFile, log: inout IssueLog) -> CriteriaDraft? {
    YAMLObject(input, keys: keys, log: &log).map { read($0, log: &log) }
  }

  private static func read(_ rule: YAMLObject, into draft: inout CriteriaDraft, log: inout IssueLog) {
    guard let id = rule.required("id", log: &log), let text = rule.required("text", log: &log) else { return }
    if let fault = Identifier.fault(in: id.text) { log.report(id.issue(fault)) }
    if draft.list.rules.contains(where: { $0.id == id.text }) {
      log.report(id.issue("criterion \"\(id.text)\" is given twice"))
    }
    if text.text.isEmpty { log.report(text.issue("is missing: say in words what the criterion is")) }
    let level = rule.choice("level", of: [HazardLevel.major, .general].map(\.name), log: &log)
    let items = rule.texts("items", log: &log) ?? []
    let categories = rule.texts("categories", log: &log) ?? []
    var criterion = Criterion(
      id: id.text, text: text.text, level: HazardLevel(name: level) ?? .major, items: items.map(\.text),
      categories: categories.map(\.text), siteTypes: (rule.texts("siteTypes", log: &log) ?? []).map(\.text))
    criterion.grade = grade(rule, log: &log)
    criterion.count = count(rule, log: &log)
    judge(criterion, rule, log: &log)
    draft.list.rules.append(criterion)
    draft.items += items
    draft.categories += categories
  }

  private static func grade(_ rule: YAMLObject, log: inout IssueLog) -> RiskGrade? {
    guard let text = rule.text("grade", log: &log) else { return nil }
    if let grade = RiskGrade(name: text.text) { return grade }
    let names = RiskGrade.allCases.map(\.name)
    log.report(
      text.issue(
        "\"\(text.text)\" is none of \(names.joined(separator: ", "))"
          + NearestName.hint(for: text.text, among: names)))
    return nil
  }

  private static func count(_ rule: YAMLObject, log: inout IssueLog) -> Int {
    guard let text = rule.text("count", log: &log) else { return 1 }
    if let count = Int(text.text), (2...Criterion.largestCount).contains(count) { return count }
    log.report(text.issue("\"\(text.text)\" is no whole number from 2 to \(Criterion.largestCount)"))
    return 1
  }

  private static func judge(_ criterion: Criterion, _ rule: YAMLObject, log: inout IssueLog) {
    if criterion.isCombination {
      if criterion.level == .general {
        log.report(
          rule.location(of: "level"), field: "level",
          "a combination counts hazards of a lower level, and there is none below general")
      }
    } else if criterion.items.isEmpty, criterion.categories.isEmpty, criterion.siteTypes.isEmpty,
      criterion.grade == nil
    {
      log.report(rule.location, field: "id", "criterion \"\(criterion.id)\" holds of every hazard")
    }
  }

  /// Gives a checklist its criteria, and reports what they name that it does not have.
  static func apply(_ draft: CriteriaDraft, to checklist: inout Checklist, log: inout IssueLog) {
    let ids = Set(checklist.items.map(\.id))
    for item in draft.items where !ids.contains(item.text) {
      log.report(
        item.issue("item \"\(item.text)\" is unknown\(log.hint(for: item.text, among: ids.sorted()))"))
    }
    let categories = Set(checklist.items.map(checklist.category)).subtracting([""])
    for category in draft.categories where !categories.contains(category.text) {
      log.report(
        category.issue(
          "category \"\(category.text)\" is unknown"
            + log.hint(for: category.text, among: categories.sorted())))
    }
    checklist.criteria = draft.list
  }
}
