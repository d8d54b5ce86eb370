import Inspection

/// Reads a checklist in CSV, one item a row.
enum CSVChecklistReader {
  static let fields: KeyValuePairs<ChecklistColumn, ItemDraft.Field> = [
    .text: .text, .category: .category, .observe: .observe, .unit: .unit, .require: .require,
    .when: .condition, .level: .level, .redLine: .redLine, .likelihood: .likelihood,
    .consequence: .consequence, .exposure: .exposure, .weight: .weight, .department: .department,
    .reference: .reference, .evidence: .evidence, .probe: .probe, .residual: .residual,
    .difficulty: .difficulty,
  ]

  static func read(
    _ input: InputFile, mapping: ChecklistMapping?, defaultID: String, log: inout IssueLog
  ) -> ChecklistBuilder? {
    var heading = mapping?.heading ?? ChecklistHeading()
    var start = (offset: 0, line: 1)
    if mapping == nil { start = heading.readComments(of: input, log: &log) }
    guard
      var table = CSVTable<ChecklistColumn>(
        input, mapping: mapping?.role, offset: start.offset, line: start.line, log: &log)
    else { return nil }
    var builder = ChecklistBuilder(file: input.name, heading: heading, defaultID: defaultID, log: &log)
    for row in rows(of: &table, mapping: mapping, log: &log) {
      let section = builder.section(
        row.draft.section, title: row.sectionTitle, category: row.sectionCategory, isNew: false, log: &log)
      if !row.isSectionOnly { builder.item(row.draft, section: section, log: &log) }
    }
    return builder
  }

  private struct Row {
    var draft: ItemDraft
    var sectionTitle: String
    var sectionCategory: String
    /// Names a section and nothing else, which may have no items.
    var isSectionOnly: Bool
  }

  private static func rows(
    of table: inout CSVTable<ChecklistColumn>, mapping: ChecklistMapping?, log: inout IssueLog
  ) -> [Row] {
    var rows: [Row] = []
    var indexByID: [String: Int] = [:]
    while table.next(log: &log) {
      let id = table.located(.item)
      if id.text.isEmpty, mapping?.skipsBlankItems == true { continue }
      if mapping?.role.mergesRepeats == true, let index = indexByID[id.text] {
        takeLongerText(table.located(.text), into: &rows[index].draft)
        continue
      }
      indexByID[id.text] = rows.count
      rows.append(row(of: table, id: id, mapping: mapping))
    }
    if mapping?.sortsNaturally == true {
      rows.sort { NaturalOrder.precedes($0.draft.id.text, $1.draft.id.text) }
    }
    return rows
  }

  private static func row(
    of table: CSVTable<ChecklistColumn>, id: LocatedText, mapping: ChecklistMapping?
  ) -> Row {
    let draft = draft(of: table, id: id, mapping: mapping)
    let isBlank = id.text.isEmpty && draft.fields.isEmpty && draft.options.isEmpty && draft.siteTypes.isEmpty
    return Row(
      draft: draft, sectionTitle: table.text(.sectionTitle), sectionCategory: table.text(.sectionCategory),
      isSectionOnly: isBlank && mapping == nil && !table.text(.section).isEmpty)
  }

  private static func draft(
    of table: CSVTable<ChecklistColumn>, id: LocatedText, mapping: ChecklistMapping?
  ) -> ItemDraft {
    var section = table.located(.section)
    if let leading = mapping?.section(of: id.text) { section.text = leading }
    // A checklist without sections is one section.
    if section.text.isEmpty { section.text = "all" }
    var draft = ItemDraft(location: table.location, section: section, id: id)
    for (column, field) in fields {
      let value = table.located(column)
      if !value.text.isEmpty { draft.fields[field] = value }
    }
    if mapping != nil, draft.fields[.text] == nil {
      draft.fields[.text] = LocatedText(id.text, at: id.location, field: id.field)
    }
    draft.options = table.list(.options)
    draft.siteTypes = table.list(.siteTypes)
    return draft
  }

  /// Of texts of the same length the one that sorts first is taken, so that the order of rows is no matter.
  private static func takeLongerText(_ text: LocatedText, into draft: inout ItemDraft) {
    guard !text.text.isEmpty, let there = draft.fields[.text] else { return }
    let (new, old) = (text.text.count, there.text.count)
    if new > old || (new == old && text.text < there.text) { draft.fields[.text] = text }
  }
}
