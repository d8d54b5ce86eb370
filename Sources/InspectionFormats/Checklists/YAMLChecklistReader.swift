import Inspection

/// Reads a checklist in YAML.
enum YAMLChecklistReader {
  private static let keys = [
    "checklist", "title", "version", "source", "classification", "criteria", "profiles", "sections",
  ]
  private static let sectionKeys = ["id", "title", "category", "continues", "items"]
  static let fieldsByKey: KeyValuePairs<String, ItemDraft.Field> = [
    "text": .text, "category": .category, "observe": .observe, "unit": .unit, "require": .require,
    "when": .condition,
    "level": .level, "redLine": .redLine, "likelihood": .likelihood, "consequence": .consequence,
    "exposure": .exposure, "weight": .weight, "department": .department, "reference": .reference,
    "evidence": .evidence, "probe": .probe, "residual": .residual, "difficulty": .difficulty,
  ]
  private static let profileKeys = ["id", "title", "extends", "siteTypes", "steps"]
  private static let itemKeys = ["id"] + fieldsByKey.map(\.key) + ["options", "siteTypes"]

  static func read(_ input: InputFile, defaultID: String, log: inout IssueLog) -> ChecklistBuilder? {
    guard let root = YAMLObject(input, keys: keys, log: &log) else { return nil }
    let heading = ChecklistHeading(root, idKey: "checklist", log: &log)
    var builder = ChecklistBuilder(file: input.name, heading: heading, defaultID: defaultID, log: &log)
    for profile in root.objects("profiles", keys: profileKeys, log: &log) {
      guard let id = profile.required("id", log: &log) else { continue }
      var draft = ProfileDraft(id: id)
      draft.title = profile.text("title", log: &log)?.text ?? ""
      draft.base = profile.text("extends", log: &log)
      draft.siteTypes = profile.texts("siteTypes", log: &log) ?? []
      draft.steps = profile.texts("steps", log: &log) ?? []
      builder.profile(draft)
    }
    for section in root.objects("sections", keys: sectionKeys, log: &log) {
      guard let id = section.required("id", log: &log) else { continue }
      let index = builder.section(
        id, title: section.text("title", log: &log)?.text ?? "",
        category: section.text("category", log: &log)?.text ?? "",
        isNew: section.choice("continues", of: ["false", "true"], log: &log) == "false", log: &log)
      for item in section.objects("items", keys: itemKeys, log: &log) {
        builder.item(draft(item, section: id, log: &log), section: index, log: &log)
      }
    }
    return builder
  }

  private static func draft(_ item: YAMLObject, section: LocatedText, log: inout IssueLog) -> ItemDraft {
    let id = item.text("id", log: &log) ?? LocatedText("", at: item.location, field: "id")
    var draft = ItemDraft(location: item.location, section: section, id: id)
    for (key, field) in fieldsByKey {
      if let value = item.text(key, log: &log), !value.text.isEmpty { draft.fields[field] = value }
    }
    draft.options = item.texts("options", log: &log) ?? []
    draft.siteTypes = item.texts("siteTypes", log: &log) ?? []
    return draft
  }
}
