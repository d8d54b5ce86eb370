import Markup

/// The values of a benchmark, which stand in the texts of its rules where these say `sub`.
struct XCCDFValues {
  private var values: [String: String] = [:]

  /// - Parameter selection: the profile whose choice among alternatives holds.
  init(of benchmark: MarkupNode, refinedBy selection: XCCDFSelection) {
    collect(benchmark, selection)
  }

  subscript(id: String) -> String? { values[id] }

  private mutating func collect(_ node: MarkupNode, _ selection: XCCDFSelection) {
    for child in node.children {
      if child.name == "Group" { collect(child, selection) }
      guard child.name == "Value", let id = child["id"] else { continue }
      values[id] = selection.values[id] ?? Self.value(child, selector: selection.selectors[id])
    }
  }

  /// The alternative of a selector, else the one without, else the first.
  private static func value(_ node: MarkupNode, selector: String?) -> String? {
    let alternatives = node.children("value")
    let chosen =
      alternatives.first { selector != nil && $0["selector"] == selector }
      ?? alternatives.first { ($0["selector"] ?? "").isEmpty } ?? alternatives.first
    return chosen?.text
  }
}
