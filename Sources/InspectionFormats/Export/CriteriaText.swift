import Inspection

/// Writes a list of criteria in YAML, a rule a line.
enum CriteriaText {
  /// - Returns: the members of a mapping, the rules indented below.
  static func lines(of list: CriteriaList) -> [String] {
    if list.rules.isEmpty { return head(of: list) + ["rules: []"] }
    return head(of: list) + ["rules:"] + list.rules.map { "  - \(text(of: $0))" }
  }

  /// All in one line.
  static func line(of list: CriteriaList) -> String {
    let rules = list.rules.map(text).joined(separator: ", ")
    return "{\((head(of: list) + ["rules: [\(rules)]"]).joined(separator: ", "))}"
  }

  private static func head(of list: CriteriaList) -> [String] {
    ["id: \(YAMLScalar.text(list.id))", "version: \(YAMLScalar.text(list.version))"]
      + (list.source.isEmpty ? [] : ["source: \(YAMLScalar.text(list.source))"])
  }

  private static func text(of rule: Criterion) -> String {
    var members = [
      "id: \(YAMLScalar.text(rule.id))", "text: \(YAMLScalar.text(rule.text))", "level: \(rule.level.name)",
    ]
    for (key, names) in [
      ("items", rule.items), ("categories", rule.categories), ("siteTypes", rule.siteTypes),
    ] where !names.isEmpty {
      members.append("\(key): [\(names.map(YAMLScalar.text).joined(separator: ", "))]")
    }
    if let grade = rule.grade { members.append("grade: \(grade.name)") }
    if rule.isCombination { members.append("count: \(rule.count)") }
    return "{\(members.joined(separator: ", "))}"
  }
}
