import Inspection

/// Judges one item of a checklist.
struct ItemReader {
  let draft: ItemDraft
  let method: RiskModel.Method
  /// What is known of the items that this one may ask.
  var others = RequirementSyntax.OtherItems.pending

  /// - Returns: nil, with issues in `log`, for an item that has no meaning.
  func item(section: Int, log: inout IssueLog) -> Checklist.Item? {
    let text = prose(.text, log: &log)
    if text.isEmpty { log.report(draft.location, field: "text", "is missing: say what is inspected") }
    let requirement = requirement(log: &log)
    let level = word(.level, of: HazardLevel.allCases.map(\.name), log: &log)
    let isRedLine = isRedLine(level: level, log: &log)
    let evidence = evidence(log: &log)
    let risk = RiskReader.factors(draft, method: method, log: &log)
    let siteTypes = siteTypes(log: &log)
    let condition = condition(log: &log)
    let weight = weight(log: &log)
    let probe = readProbe(requirement, log: &log)
    let residual = RiskReader.residual(draft, method: method, log: &log)
    let difficulty = word(.difficulty, of: Difficulty.allCases.map(\.name), log: &log)
    guard let requirement else { return nil }
    var item = Checklist.Item(
      id: draft.id.text, text: text, section: section, requirement: requirement,
      level: level.flatMap(HazardLevel.init(name:)) ?? .general, risk: risk, isRedLine: isRedLine,
      category: prose(.category, log: &log), department: prose(.department, log: &log),
      reference: prose(.reference, log: &log),
      evidence: evidence, siteTypes: siteTypes, condition: condition, weight: weight, probe: probe)
    item.residual = residual
    item.difficulty = difficulty.flatMap(Difficulty.init(name:))
    return item
  }

  private func prose(_ field: ItemDraft.Field, log: inout IssueLog) -> String {
    guard let value = draft.fields[field] else { return "" }
    if value.text.utf8.count > ChecklistBuilder.maximumTextLength {
      log.report(value.issue("is longer than \(ChecklistBuilder.maximumTextLength) bytes"))
    }
    return value.text
  }

  private func word(_ field: ItemDraft.Field, of words: [String], log: inout IssueLog) -> String? {
    guard let value = draft.fields[field] else { return nil }
    if words.contains(value.text) { return value.text }
    log.report(
      value.issue(
        "\"\(value.text)\" is none of \(words.joined(separator: ", "))"
          + NearestName.hint(for: value.text, among: words)))
    return nil
  }

  private func evidence(log: inout IssueLog) -> EvidenceRule? {
    guard let value = draft.fields[.evidence] else { return nil }
    if let rule = EvidenceRule(rawValue: value.text) { return rule }
    let kinds = Checklist.EvidenceKind.allCases.map(\.rawValue)
    log.report(
      value.issue(
        "\"\(value.text)\" is no evidence; write photo, document, photo|document or required, with x2 for two"
          + NearestName.hint(for: value.text, among: kinds + ["required"])))
    return nil
  }

  private func isRedLine(level: String?, log: inout IssueLog) -> Bool {
    guard let value = draft.fields[.redLine] else { return false }
    guard let isRedLine = BooleanText.value(of: value.text) else {
      log.report(value.issue("\"\(value.text)\" is not yes or no"))
      return false
    }
    let hasWrongLevel = draft.fields[.level] == nil || level.map { $0 != HazardLevel.major.name } ?? false
    if isRedLine, hasWrongLevel { log.report(value.issue("a red-line item must have the level major")) }
    return isRedLine
  }

  private func requirement(log: inout IssueLog) -> Requirement? {
    let kinds = Requirement.Kind.allCases.map(\.rawValue)
    let observe = word(.observe, of: kinds, log: &log)
    if draft.fields[.observe] != nil, observe == nil { return nil }
    let kind = observe.flatMap(Requirement.Kind.init(rawValue:)) ?? .boolean
    let before = log.total
    let unit = unit(kind, log: &log)
    let options = options(kind, log: &log)
    let require = draft.fields[.require]
    if require == nil, ![.boolean, .text, .choice].contains(kind) {
      log.report(
        draft.location, field: "require",
        "is missing: a \(kind) item needs one, such as \(Self.examples[kind] ?? "")")
    }
    guard log.total == before else { return nil }
    let observes = Observable(kind, unit: unit, options: options)
    do throws(RequirementSyntax.Failure) {
      return try RequirementSyntax.parse(require?.text ?? "", observing: observes, others: others)
    } catch {
      log.report(
        require?.issue(error.description)
          ?? ValidationIssue(draft.location, field: "require", error.description))
      return nil
    }
  }

  private static let examples: [Requirement.Kind: String] = [
    .number: "1.0..1.4", .date: "age <= 365 days", .count: ">= 2", .numbers: "each >= 0.9",
    .choices: "contains A | B", .items: "at least 1 of (item A yes; item B yes)",
  ]

  private func condition(log: inout IssueLog) -> Rule? {
    guard let value = draft.fields[.condition] else { return nil }
    do throws(RequirementSyntax.Failure) {
      return try RequirementSyntax.condition(value.text, others: others)
    } catch {
      log.report(value.issue(error.description))
      return nil
    }
  }

  private func weight(log: inout IssueLog) -> Double {
    guard let value = draft.fields[.weight] else { return 1 }
    if let weight = Double(value.text), Checklist.weights.contains(weight) { return weight }
    log.report(value.issue("\"\(value.text)\" is no number from 0 to 1000"))
    return 1
  }

  private func readProbe(_ requirement: Requirement?, log: inout IssueLog) -> Probe? {
    guard let value = draft.fields[.probe] else { return nil }
    if requirement.map({ $0 != .boolean(expected: true) }) ?? false || draft.fields[.evidence] != nil {
      log.report(value.issue("a probe decides by itself: leave out observe, require and evidence"))
    }
    do {
      return try ProbeSyntax.parse(value.text)
    } catch {
      log.report(value.issue(error.description))
      return nil
    }
  }

  private func unit(_ kind: Requirement.Kind, log: inout IssueLog) -> MeasureUnit? {
    guard let unit = draft.fields[.unit] else { return nil }
    if !kind.hasUnit { log.report(unit.issue("only a number has a unit, and this observes a \(kind)")) }
    if let known = MeasureUnit(unit.text) { return known }
    log.report(
      unit.issue(
        "unknown unit \"\(unit.text)\"\(NearestName.hint(for: unit.text, among: MeasureUnit.symbols))"))
    return nil
  }

  private func options(_ kind: Requirement.Kind, log: inout IssueLog) -> [String] {
    guard kind.hasOptions else {
      if let first = draft.options.first {
        log.report(first.issue("only a choice has options, and this observes a \(kind)"))
      }
      return []
    }
    if draft.options.isEmpty {
      log.report(draft.location, field: "options", "are missing: a choice needs them")
    }
    if draft.options.count > ChecklistBuilder.maximumOptions, let first = draft.options.first {
      log.report(
        first.issue("are \(draft.options.count); at most \(ChecklistBuilder.maximumOptions) are allowed"))
    }
    var seen: Set<String> = []
    for option in draft.options {
      if let fault = Identifier.fault(in: option.text) {
        log.report(option.issue("an option \(fault)"))
      } else if option.text.utf8.contains(UInt8(ascii: "|")) {
        log.report(option.issue("\"\(option.text)\" has a | in it, which separates options"))
      } else if option.text.lowercased() == "n/a" || option.text == "不适用" {
        log.report(option.issue("\"\(option.text)\" stands for not applicable and cannot be an option"))
      } else if RequirementSyntax.looksLikeCombination(option.text) {
        log.report(
          option.issue("\"\(option.text)\" reads like a combination of rules and cannot be an option"))
      } else if !seen.insert(option.text).inserted {
        log.report(option.issue("\"\(option.text)\" is given twice"))
      }
    }
    return draft.options.map(\.text)
  }

  private func siteTypes(log: inout IssueLog) -> [String] {
    var types: [String] = []
    for type in draft.siteTypes {
      if let fault = Identifier.fault(in: type.text) {
        log.report(type.issue("a site type \(fault)"))
      } else if type.text.utf8.contains(UInt8(ascii: "|")) {
        log.report(type.issue("\"\(type.text)\" has a | in it, which separates site types"))
      } else if types.contains(type.text) {
        log.report(type.issue("\"\(type.text)\" is given twice"))
      } else {
        types.append(type.text)
      }
    }
    return types
  }
}
