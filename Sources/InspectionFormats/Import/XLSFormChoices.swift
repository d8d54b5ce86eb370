import Inspection

/// A list of the sheet `choices`.
struct XLSFormChoices {
  private(set) var names: [String] = []
  /// The word of each choice that says yes or no, if it does.
  private var booleans: [Bool?] = []
  /// Whether the labels say anything that the names do not.
  private(set) var hasLabels = false

  mutating func add(_ name: String, label: String?) {
    guard !names.contains(name) else { return }
    names.append(name)
    booleans.append(BooleanText.value(of: name) ?? label.flatMap { BooleanText.value(of: $0) })
    if let label, label != name { hasLabels = true }
  }

  /// One choice for yes and one for no.
  var isBoolean: Bool { booleans.count == 2 && booleans.contains(true) && booleans.contains(false) }

  func boolean(of name: String) -> Bool? { names.firstIndex(of: name).flatMap { booleans[$0] } }

  /// Whether a choice says that the question does not apply, which every item here may be answered.
  static func isNotApplicable(_ name: String) -> Bool {
    ["n/a", "na", "n_a", "not_applicable", "not applicable", "不适用"].contains(name.lowercased())
  }

  /// The lists of a form by name.
  static func lists(
    _ sheet: XLSFormSheet?, language: XLSFormLanguage, report: inout IssueLog
  ) -> [String: XLSFormChoices] {
    var lists: [String: XLSFormChoices] = [:]
    for row in sheet?.rows ?? [] {
      guard let sheet, let list = row["list_name"]?.text else { continue }
      guard let name = row["name"] else {
        report.report(row.location, field: "name", "a choice of the list \"\(list)\" has no name; left out")
        continue
      }
      if isNotApplicable(name.text) { continue }
      lists[list, default: XLSFormChoices()].add(
        name.text, label: language.text("label", of: row, in: sheet)?.text)
    }
    return lists
  }
}
