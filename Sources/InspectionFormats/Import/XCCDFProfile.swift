import Inspection
import Markup

/// A profile of an XCCDF benchmark: a choice among its rules.
package struct XCCDFProfile: Sendable, Hashable {
  package var id: String
  package var title: String
  /// The profile that it builds on.
  package var base: String?

  /// The profiles of a benchmark, in its order.
  ///
  /// - Throws: `ValidationErrors` for a file that is no XCCDF benchmark.
  package static func list(_ input: InputFile) throws -> [XCCDFProfile] {
    try XCCDFReader.benchmark(in: input).children("Profile").map { XCCDFProfile($0) }
  }

  init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  init(_ node: MarkupNode) {
    id = node["id"] ?? ""
    title = node.children("title").first?.text ?? ""
    base = node["extends"]
  }
}

/// What a profile says of the groups and rules; without one the benchmark's own selection holds.
struct XCCDFSelection {
  /// By the id of a rule or group, or of a cluster of them.
  private var selected: [String: Bool] = [:]
  private var severities: [String: String] = [:]
  private var weights: [String: String] = [:]
  /// By the id of a value: which of its alternatives holds, or what it is.
  private(set) var selectors: [String: String] = [:]
  private(set) var values: [String: String] = [:]

  init() {}

  /// - Returns: nil, with an issue in `log`, when there is no such profile.
  init?(_ id: String, of benchmark: MarkupNode, file: String, log: inout IssueLog) {
    let profiles = benchmark.children("Profile")
    var chain: [MarkupNode] = []
    var next: String? = id
    while let id = next {
      guard let profile = profiles.first(where: { $0["id"] == id }) else {
        let ids = profiles.compactMap { $0["id"] }
        let place = ValidationIssue.Location(file: file, line: chain.last?.line)
        log.report(
          place, field: "profile",
          "there is no profile \"\(id)\"\(log.hint(for: id, among: ids)); --list-profiles lists them")
        return nil
      }
      // Profiles that build on each other in a circle end where the circle closes.
      if chain.contains(where: { $0 === profile }) { break }
      chain.append(profile)
      next = profile["extends"]
    }
    for profile in chain.reversed() { apply(profile, file: file, log: &log) }
  }

  private mutating func apply(_ profile: MarkupNode, file: String, log: inout IssueLog) {
    for change in profile.children {
      let id = change["idref"] ?? ""
      switch change.name {
      case "select": selected[id] = XCCDFReader.boolean(change["selected"]) ?? true
      case "refine-rule":
        if let severity = change["severity"] { severities[id] = severity }
        if let weight = change["weight"] { weights[id] = weight }
        for name in ["role", "selector"] where change[name] != nil {
          log.report(
            .init(file: file, line: change.line), field: name, "of rule \"\(id)\" is not carried over")
        }
      case "set-value": values[id] = change.text
      case "refine-value": if let selector = change["selector"] { selectors[id] = selector }
      case "set-complex-value":
        log.report(
          .init(file: file, line: change.line), field: change.name,
          "\"\(id)\" is not carried over: a text has room for one value")
      default: break
      }
    }
  }

  func isSelected(_ node: MarkupNode) -> Bool {
    let said = [node["id"], node["cluster-id"]].compactMap(\.self).compactMap { selected[$0] }.first
    return said ?? XCCDFReader.boolean(node["selected"]) ?? true
  }

  var refinesValues: Bool { !selectors.isEmpty || !values.isEmpty }

  /// Nil where nothing is said.
  func weight(of rule: MarkupNode) -> String? { rule["id"].flatMap { weights[$0] } ?? rule["weight"] }

  func severity(of rule: MarkupNode) -> String {
    rule["id"].flatMap { severities[$0] } ?? rule["severity"] ?? "unknown"
  }
}
