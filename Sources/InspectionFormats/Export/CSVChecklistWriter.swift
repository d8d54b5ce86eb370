import Inspection

/// Writes a checklist in CSV; columns that no item uses are left out.
enum CSVChecklistWriter {
  static func text(of checklist: Checklist) -> String {
    var rows: [[ChecklistColumn: String]] = []
    var next = 0
    for item in checklist.items {
      // Sections are numbered as they first appear, so one that has no items yet needs a row of its own.
      for section in checklist.sections[next..<max(next, item.section)] { rows.append(self.section(section)) }
      rows.append(row(item, of: checklist))
      next = max(next, item.section + 1)
    }
    for section in checklist.sections.dropFirst(next) { rows.append(self.section(section)) }
    let columns = ChecklistColumn.allCases.filter { column in
      ChecklistColumn.required.contains(column) || rows.contains { !($0[column] ?? "").isEmpty }
    }
    let lines = [columns.map(\.name)] + rows.map { row in columns.map { row[$0] ?? "" } }
    return heading(of: checklist) + lines.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func heading(of checklist: Checklist) -> String {
    let bands = checklist.riskModel.bands.pairs.map { "\($0.name)=\($0.score)" }.joined(separator: " ")
    let values = [
      ("checklist", checklist.id), ("title", checklist.title), ("version", checklist.version),
      ("source", checklist.source), ("method", checklist.riskModel.method.rawValue), ("bands", bands),
      ("boundary", checklist.riskModel.boundary == .worse ? "" : checklist.riskModel.boundary.rawValue),
      ("criteria", checklist.criteria.map(CriteriaText.line) ?? ""),
    ]
    return (values + checklist.profiles.flatMap(lines)).filter { !$0.1.isEmpty || $0.0 == "title" }
      .map { "# \($0): \(HeadingText.write($1))\n" }.joined()
  }

  private static func lines(of profile: Checklist.Profile) -> [(String, String)] {
    [
      ("profile", profile.id), ("profile.title", profile.title), ("profile.extends", profile.base),
      ("profile.siteTypes", profile.siteTypes.joined(separator: " | ")),
    ] + profile.steps.map { ("profile.step", ProfileSyntax.text(of: $0)) }
  }

  private static func section(_ section: Checklist.Section) -> [ChecklistColumn: String] {
    [
      .section: section.id, .sectionTitle: section.title == section.id ? "" : section.title,
      .sectionCategory: section.category,
    ]
  }

  private static func row(_ item: Checklist.Item, of checklist: Checklist) -> [ChecklistColumn: String] {
    var row = section(checklist.sections[item.section])
    let text = ItemText(item: item, method: checklist.riskModel.method)
    for (column, field) in CSVChecklistReader.fields { row[column] = text.text(field) }
    row[.item] = item.id
    row[.options] = text.options.joined(separator: "|")
    row[.siteTypes] = item.siteTypes.joined(separator: "|")
    return row
  }

  private static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { !Byte.isSpecial($0) } && text.utf8.first != UInt8(ascii: "#")
    if isPlain { return text }
    // By bytes: a combining mark behind a quote makes it another character.
    let doubled = text.utf8.flatMap { $0 == Byte.quote ? [$0, $0] : [$0] }
    return "\"\(String(decoding: doubled, as: UTF8.self))\""
  }
}
