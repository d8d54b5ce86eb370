import Inspection
import Spreadsheet

/// Reads an XLSForm (https://xlsform.org) as a checklist: its groups are sections, its questions items.
///
/// A form says which answers can be entered, a checklist which pass: the form's constraints are taken for the
/// requirements.
struct XLSFormReader {
  private let survey: XLSFormSheet
  private let language: XLSFormLanguage
  private let lists: [String: XLSFormChoices]
  private var assembler: ImportAssembler
  private var groups: [OpenGroup] = []
  private let top: ImportGroup
  /// The last item, which a photo behind it may become the evidence of.
  private var last: Entry?
  /// The items in order; what their conditions ask may come after them.
  private var entries: [Entry] = []
  /// By name, the first of each.
  private var questions: [String: XLSFormQuestion] = [:]
  private var counts = (questions: 0, required: 0)

  private struct Entry {
    var draft: ItemDraft
    var group: ImportGroup
    /// What its own row and those of its groups say of when it is asked.
    var conditions: [LocatedText]
  }

  private struct OpenGroup {
    var group: ImportGroup
    var conditions: [LocatedText]
    /// Where its items apply; nil for everywhere.
    var siteTypes: [LocatedText]?
  }

  /// - Throws: `ValidationErrors` for a file that is no XLSForm.
  init(_ input: InputFile) throws {
    let sheets = try Self.sheets(of: input)
    survey = sheets.survey
    assembler = ImportAssembler(file: input.name)
    let settings = sheets.settings?.rows.first
    language = XLSFormLanguage(preferred: settings?["default_language"]?.text)
    lists = XLSFormChoices.lists(sheets.choices, language: language, report: &assembler.report)
    let stem = LocatedText(input.nameParts.stem, at: input.location(), field: "form_id")
    let id = settings?["form_id"] ?? settings?["id_string"] ?? stem
    let title = settings?["form_title"] ?? settings?["title"]
    assembler.name(id: id, title: title, version: settings?["version"])
    top = assembler.group(
      LocatedText("all", at: survey.headerLocation, field: "name"), title: title?.text ?? "")
  }

  private static func sheets(
    of input: InputFile
  ) throws -> (survey: XLSFormSheet, choices: XLSFormSheet?, settings: XLSFormSheet?) {
    do throws(SpreadsheetFault) {
      let workbook = try Workbook(Array(input.bytes))
      let read = { (name: String) throws(SpreadsheetFault) in
        try workbook.sheet(name).map { XLSFormSheet($0, file: input.name) }
      }
      guard let survey = try read("survey") else {
        let names = workbook.sheetNames.joined(separator: ", ")
        throw SpreadsheetFault("is no XLSForm: it has no sheet \"survey\", only \(names)")
      }
      return (survey, try read("choices"), try read("settings"))
    } catch {
      let file = error.part.isEmpty ? input.name : "\(input.name)[\(error.part)]"
      throw ValidationErrors(ValidationIssue(.init(file: file, line: error.line), error.message))
    }
  }

  mutating func read() -> ImportAssembler {
    for row in survey.rows where row["disabled"].flatMap({ BooleanText.value(of: $0.text) }) != true {
      read(row)
    }
    takeLast()
    for entry in entries { add(entry) }
    noteColumns()
    if counts.required > 0 {
      assembler.report.report(
        survey.headerLocation, field: "required",
        "\(counts.required) of \(counts.questions) questions are required; here an item without an observation "
          + "counts as notchecked")
    }
    return assembler
  }

  private mutating func read(_ row: XLSFormSheet.Row) {
    guard let type = row["type"] else { return }
    switch XLSFormType(type.text) {
    case .beginGroup(let isRepeated): begin(row, type: type, isRepeated: isRepeated)
    case .endGroup:
      takeLast()
      if groups.popLast() == nil { assembler.report.report(type.issue("ends a group that was not begun")) }
    case .evidence(let kind): attach(kind, row, type: type)
    case .note: leaveOut(type, "a note is no item")
    case .metadata: leaveOut(type, "the device fills it in; nothing is inspected")
    case .unsupported: leaveOut(type, "no kind of item can be observed that way")
    case let type where isSiteType(row, type):
      leaveOut(
        row["name"] ?? LocatedText("", at: row.location, field: "name"), "the register of sites says it")
    case .selectOne(let list, let allowsOther):
      select(row, list: list, allowsOther: allowsOther, type: type)
    case .selectMultiple(let list, let allowsOther):
      selectMultiple(row, list: list, allowsOther: allowsOther, type: type)
    case .number(let isWhole): number(row, isWhole: isWhole, scale: nil)
    case .range: number(row, isWhole: false, scale: scale(row))
    case .date: date(row)
    case .text: text(row, default: .present)
    case .patterned(let pattern): text(row, default: .matches(pattern))
    case .acknowledgement: take(row, observe: .boolean, rule: .answer(true))
    }
  }

  private func isSiteType(_ row: XLSFormSheet.Row, _ type: XLSFormType) -> Bool {
    guard let name = row["name"]?.text.lowercased() else { return false }
    return XLSFormQuestion.siteTypes.contains(name)
  }

  private mutating func leaveOut(_ what: LocatedText, _ why: String) {
    assembler.report.report(what.issue("\"\(what.text)\" is not carried over: \(why)"))
  }

  /// What columns hold that have no place in a checklist.
  private mutating func noteColumns() {
    let others = ["label", "hint"].flatMap { language.others($0, in: survey) }
    for (column, name) in survey.headers.sorted(by: { $0.key < $1.key }) {
      let isText = ["label", "hint"].contains { name == $0 || name.hasPrefix($0 + ":") }
      let count = survey.count(column)
      guard count > 0, isText ? others.contains(name) : !XLSFormColumns.known.contains(name) else { continue }
      assembler.report.report(
        survey.headerLocation, field: "\(name) (column \(Sheet.letters(of: column)))",
        "is not carried over (\(count) cells)\(isText ? ": another language is read" : "")")
    }
  }
}

// MARK: Groups

extension XLSFormReader {
  private mutating func begin(_ row: XLSFormSheet.Row, type: LocatedText, isRepeated: Bool) {
    takeLast()
    if isRepeated {
      assembler.report.report(
        type.issue("items are inspected once a site: the repetition is not carried over"))
    }
    let outer = groups.last
    var id = row["name"] ?? LocatedText("group", at: row.location, field: "name")
    let title = language.text("label", of: row, in: survey)?.text ?? id.text
    if let outer { id.text = "\(outer.group.id.text)/\(id.text)" }
    let path = outer.map { "\($0.group.title) / \(title)" } ?? title
    groups.append(
      OpenGroup(
        group: assembler.group(id, title: path),
        conditions: (outer?.conditions ?? []) + condition(of: row),
        siteTypes: siteTypes(of: row, within: outer?.siteTypes)))
  }

  /// What a row says of when it is asked, unless that is the kind of site alone.
  private func condition(of row: XLSFormSheet.Row) -> [LocatedText] {
    guard let relevant = row["relevant"], XLSFormSiteTypes.types(relevant.text) == nil else { return [] }
    return [relevant]
  }

  /// The site types that a row's condition names, of those that its group applies to.
  private func siteTypes(of row: XLSFormSheet.Row, within outer: [LocatedText]?) -> [LocatedText]? {
    guard let relevant = row["relevant"], let types = XLSFormSiteTypes.types(relevant.text) else {
      return outer
    }
    let found = types.map { LocatedText($0, at: relevant.location, field: relevant.field) }
    guard let outer else { return found }
    return found.filter { type in outer.contains { $0.text == type.text } }
  }
}

// MARK: Questions

extension XLSFormReader {
  private mutating func select(
    _ row: XLSFormSheet.Row, list: String, allowsOther: Bool, type: LocatedText
  ) {
    guard let choices = lists[list] else { return leaveOut(type, "there is no list \"\(list)\" of choices") }
    if allowsOther {
      assembler.report.report(type.issue("or_other is not carried over: only the choices of the list count"))
    }
    var question = XLSFormQuestion(id: "", observes: .choice(choices.names), choices: choices)
    if choices.isBoolean {
      question.observes = .boolean
      return take(
        row, observe: .boolean, rule: constraint(row, of: question) ?? .answer(true), choices: choices)
    }
    var rule = constraint(row, of: question)
    if rule == nil, row["constraint"] == nil, row["require"] == nil {
      assembler.report.report(
        LocatedText("", at: row.location, field: "constraint")
          .issue("does not say which choices pass: all do, until require says it"))
    }
    rule = rule ?? .oneOf(choices.names)
    noteLabels(choices, type)
    take(row, observe: question.observes, rule: rule, choices: choices)
  }

  private mutating func selectMultiple(
    _ row: XLSFormSheet.Row, list: String, allowsOther: Bool, type: LocatedText
  ) {
    guard let choices = lists[list] else { return leaveOut(type, "there is no list \"\(list)\" of choices") }
    if allowsOther {
      assembler.report.report(type.issue("or_other is not carried over: only the choices of the list count"))
    }
    let question = XLSFormQuestion(id: "", observes: .choices(choices.names), choices: choices)
    if row["constraint"] == nil, row["require"] == nil {
      assembler.report.report(
        LocatedText("", at: row.location, field: "constraint")
          .issue("does not say which choices pass: any does, until require says it"))
    }
    noteLabels(choices, type)
    let rule = constraint(row, of: question) ?? .count(NumberRange(lower: .init(1), upper: nil))
    take(row, observe: question.observes, rule: rule, choices: choices)
  }

  private mutating func noteLabels(_ choices: XLSFormChoices, _ type: LocatedText) {
    guard choices.hasLabels else { return }
    assembler.report.report(type.issue("the labels of the choices are not carried over, their names are"))
  }

  /// The rule of a row's constraint; nil, with a note, where no rule says it.
  private mutating func constraint(_ row: XLSFormSheet.Row, of question: XLSFormQuestion) -> Rule? {
    guard let constraint = row["constraint"], row["require"] == nil else { return nil }
    do throws(FormExpression.Failure) {
      let rule = try XLSFormRule(own: question, questions: questions).rule(constraint.text)
      guard !RuleReach().neverHolds(rule, observing: question.observes) else {
        throw FormExpression.Failure("no answer can meet it")
      }
      return rule
    } catch {
      leaveOut(constraint, error.reason)
      return nil
    }
  }

  private mutating func number(_ row: XLSFormSheet.Row, isWhole: Bool, scale: NumberRange?) {
    let question = XLSFormQuestion(id: "", observes: .number(nil), isWhole: isWhole)
    if row["require"] != nil { return take(row, observe: .number(nil), rule: nil, isWhole: isWhole) }
    let scaled = scale.map { Rule.number(NumberRule(.range($0))) }
    if let rule = constraint(row, of: question) ?? scaled {
      return take(row, observe: .number(nil), rule: rule, isWhole: isWhole)
    }
    takeAsText(row, "no range says which numbers pass")
  }

  /// The ends of a question of type `range`: `start=0 end=10 step=1`.
  private mutating func scale(_ row: XLSFormSheet.Row) -> NumberRange {
    var ends = (0.0, 10.0)
    let parts = (row["parameters"]?.text ?? "").split { " ;,".contains($0) }
    for part in parts {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let number = Double(sides[1]), number.isFinite else { continue }
      if sides[0] == "start" { ends.0 = number }
      if sides[0] == "end" { ends.1 = number }
      if sides[0] == "step" {
        assembler.report.report(
          row.location, field: "parameters", "the step is not carried over: numbers between count as well")
      }
    }
    return NumberRange(lower: .init(min(ends.0, ends.1)), upper: .init(max(ends.0, ends.1)))
  }

  private mutating func date(_ row: XLSFormSheet.Row) {
    if row["require"] != nil { return take(row, observe: .date, rule: nil) }
    if let rule = constraint(row, of: XLSFormQuestion(id: "", observes: .date)) {
      return take(row, observe: .date, rule: rule)
    }
    takeAsText(row, "no rule says which dates pass")
  }

  private mutating func text(_ row: XLSFormSheet.Row, default rule: TextRule) {
    let constraint = constraint(row, of: XLSFormQuestion(id: "", observes: .text))
    take(row, observe: .text, rule: constraint ?? .text(rule))
  }

  private mutating func takeAsText(_ row: XLSFormSheet.Row, _ why: String) {
    let place = row["constraint"] ?? LocatedText("", at: row.location, field: "constraint")
    assembler.report.report(place.issue("\(why): the item becomes a text that must be there"))
    take(row, observe: .text, rule: .text(.present))
  }

  /// Makes an item of a question.
  private mutating func take(
    _ row: XLSFormSheet.Row, observe observes: Observable, rule: Rule?, choices: XLSFormChoices? = nil,
    isWhole: Bool = false
  ) {
    takeLast()
    let group = groups.last
    guard let id = row["name"] else {
      return assembler.report.report(
        row.location, field: "name", "is missing: the question is not carried over")
    }
    counts.questions += 1
    if row["required"].map({ BooleanText.value(of: $0.text) ?? true }) == true { counts.required += 1 }
    var draft = ItemDraft(location: row.location, section: group?.group.id ?? top.id, id: id)
    draft.fields = XLSFormColumns.fields(of: row)
    draft.fields[.text] = wording(row, id: id)
    draft.fields[.observe] = LocatedText(observes.kind.rawValue, at: row.location, field: "type")
    if draft.fields[.require] == nil, let rule {
      draft.fields[.require] = LocatedText(
        RequirementSyntax.text(of: rule), at: row.location, field: row["constraint"]?.field ?? "constraint")
    }
    draft.options = observes.options.map { LocatedText($0, at: row.location, field: "choices") }
    let types = siteTypes(of: row, within: group?.siteTypes)
    guard types?.isEmpty != true else {
      return leaveOut(id, "its condition and its group's never hold for the same site type")
    }
    draft.siteTypes =
      row["site_types"]?.text.splittingList().map {
        LocatedText($0, at: row.location, field: "site_types")
      } ?? types ?? []
    if questions[id.text] == nil {
      questions[id.text] = XLSFormQuestion(
        id: id.text, observes: observes, choices: choices, isWhole: isWhole)
    }
    last = Entry(
      draft: draft, group: group?.group ?? top, conditions: (group?.conditions ?? []) + condition(of: row))
  }

  /// Hands an item to the assembler, with its conditions as far as they can be said.
  private mutating func add(_ entry: Entry) {
    var draft = entry.draft
    var rules: [Rule] = []
    for condition in entry.conditions where draft.fields[.condition] == nil {
      do throws(FormExpression.Failure) {
        rules.append(try XLSFormRule(questions: questions).rule(condition.text))
      } catch {
        assembler.report.report(
          draft.id.location, field: condition.field,
          "\"\(condition.text)\" is not carried over: \(error.reason); item \"\(draft.id.text)\" applies without it"
        )
      }
    }
    if let first = rules.first, let place = entry.conditions.first, draft.fields[.condition] == nil {
      let rule = rules.count == 1 ? first : XLSFormRule.simplified(.all(rules), nil)
      draft.fields[.condition] = LocatedText(
        RequirementSyntax.text(of: rule), at: draft.id.location, field: place.field)
    }
    assembler.add(draft, in: entry.group)
  }

  /// The label, with the hint in parentheses.
  private mutating func wording(_ row: XLSFormSheet.Row, id: LocatedText) -> LocatedText {
    guard var text = language.text("label", of: row, in: survey) else {
      assembler.report.report(row.location, field: "label", "is missing: the name is taken")
      return id
    }
    if let hint = language.text("hint", of: row, in: survey) { text.text += " (\(hint.text))" }
    return text
  }

  private mutating func takeLast() {
    if let last { entries.append(last) }
    last = nil
  }

  /// A photo or file belongs to the question before it; without one it is an item of its own.
  private mutating func attach(_ kind: Checklist.EvidenceKind, _ row: XLSFormSheet.Row, type: LocatedText) {
    if row["relevant"] != nil, last != nil, !condition(of: row).isEmpty {
      return leaveOut(type, "evidence is always asked for or never, and this depends on an answer")
    }
    guard var item = last, item.draft.fields[.evidence] == nil, item.draft.fields[.probe] == nil else {
      take(row, observe: .boolean, rule: .answer(true))
      last?.draft.fields[.evidence] = LocatedText(kind.rawValue, at: row.location, field: type.field)
      return
    }
    item.draft.fields[.evidence] = LocatedText(kind.rawValue, at: row.location, field: type.field)
    last = item
    let isRequired = row["required"].map { BooleanText.value(of: $0.text) ?? true } == true
    assembler.report.report(
      type.issue(
        "becomes the evidence of item \"\(item.draft.id.text)\""
          + (isRequired ? "" : ", which the form does not require; here it is an error when it is missing")))
  }
}
