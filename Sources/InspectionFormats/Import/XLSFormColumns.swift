import Inspection

/// The columns of the sheet `survey` that are read.
enum XLSFormColumns {
  /// Our own, by the names that they have in CSV checklists.
  private static let own: KeyValuePairs<String, ItemDraft.Field> = [
    "category": .category, "unit": .unit, "require": .require, "when": .condition, "level": .level,
    "red_line": .redLine,
    "likelihood": .likelihood, "consequence": .consequence, "weight": .weight, "department": .department,
    "reference": .reference, "evidence": .evidence,
  ]

  static let known: Set<String> = Set(
    own.map(\.key) + [
      "type", "name", "constraint", "relevant", "required", "disabled", "parameters", "site_types",
    ])

  static func fields(of row: XLSFormSheet.Row) -> [ItemDraft.Field: LocatedText] {
    var fields: [ItemDraft.Field: LocatedText] = [:]
    for (name, field) in own { if let value = row[name] { fields[field] = value } }
    return fields
  }
}
