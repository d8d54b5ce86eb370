import Inspection

/// Writes a checklist in YAML.
enum YAMLChecklistWriter {
  static func text(of checklist: Checklist) -> String {
    var lines = heading(of: checklist) + ["sections:"]
    var next = 0
    var open: Int?
    for item in checklist.items {
      if item.section != open {
        for section in checklist.sections[next..<max(next, item.section)] { lines += head(of: section) }
        lines +=
          item.section < next
          ? continuation(of: checklist.sections[item.section]) : head(of: checklist.sections[item.section])
        lines.append("    items:")
        next = max(next, item.section + 1)
        open = item.section
      }
      lines += self.lines(of: item, method: checklist.riskModel.method)
    }
    for section in checklist.sections.dropFirst(next) { lines += head(of: section) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func heading(of checklist: Checklist) -> [String] {
    let bands = checklist.riskModel.bands.pairs.map { "\($0.name): \($0.score)" }.joined(separator: ", ")
    let source = checklist.source.isEmpty ? [] : ["source: \(YAMLScalar.text(checklist.source))"]
    let names = [
      "checklist: \(YAMLScalar.text(checklist.id))", "title: \(YAMLScalar.text(checklist.title))",
      "version: \(YAMLScalar.text(checklist.version))",
    ]
    let boundary = checklist.riskModel.boundary
    let model = [
      "classification:", "  method: \(checklist.riskModel.method.rawValue)", "  bands: {\(bands)}",
    ]
    let side = boundary == .worse ? [] : ["  boundary: \(boundary.rawValue)"]
    let criteria =
      checklist.criteria.map { ["criteria:"] + CriteriaText.lines(of: $0).map { "  \($0)" } } ?? []
    return names + source + model + side + criteria + profiles(of: checklist)
  }

  private static func profiles(of checklist: Checklist) -> [String] {
    guard !checklist.profiles.isEmpty else { return [] }
    return ["profiles:"]
      + checklist.profiles.flatMap { profile in
        var lines = ["  - id: \(YAMLScalar.text(profile.id))"]
        if !profile.title.isEmpty { lines.append("    title: \(YAMLScalar.text(profile.title))") }
        if !profile.base.isEmpty { lines.append("    extends: \(YAMLScalar.text(profile.base))") }
        if !profile.siteTypes.isEmpty { lines.append("    siteTypes: \(list(profile.siteTypes))") }
        if !profile.steps.isEmpty { lines.append("    steps:") }
        return lines + profile.steps.map { "      - \(YAMLScalar.text(ProfileSyntax.text(of: $0)))" }
      }
  }

  private static func head(of section: Checklist.Section) -> [String] {
    var lines = ["  - id: \(YAMLScalar.text(section.id))"]
    if section.title != section.id { lines.append("    title: \(YAMLScalar.text(section.title))") }
    if !section.category.isEmpty { lines.append("    category: \(YAMLScalar.text(section.category))") }
    return lines
  }

  /// The order of items matters, also where a section's items do not stand together.
  private static func continuation(of section: Checklist.Section) -> [String] {
    ["  - id: \(YAMLScalar.text(section.id))", "    continues: true"]
  }

  private static func lines(of item: Checklist.Item, method: RiskModel.Method) -> [String] {
    let text = ItemText(item: item, method: method)
    var lines = ["      - id: \(YAMLScalar.text(item.id))"]
    for (key, field) in YAMLChecklistReader.fieldsByKey {
      let value = text.text(field)
      if !value.isEmpty { lines.append("        \(key): \(YAMLScalar.text(value))") }
      if key == "observe", !text.options.isEmpty { lines.append("        options: \(list(text.options))") }
    }
    if !item.siteTypes.isEmpty { lines.append("        siteTypes: \(list(item.siteTypes))") }
    return lines
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map(YAMLScalar.text).joined(separator: ", "))]"
  }
}
