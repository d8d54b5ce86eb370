import Inspection

/// The `checklist` section of a mapping.
package struct ChecklistMapping: Sendable {
  package var role: RoleMapping
  package var heading: ChecklistHeading
  package var skipsBlankItems: Bool
  package var sortsNaturally: Bool
  /// How many leading dotted parts of an item's id name its section; nil where the rows name it.
  package var sectionParts: Int?

  static let keys =
    RoleMapping.keys + [
      "id", "title", "version", "source", "classification", "blankItem", "sort", "sectionParts",
    ]

  init(_ object: YAMLObject, log: inout IssueLog) {
    role = RoleMapping(object, columns: ChecklistColumn.names, log: &log)
    heading = ChecklistHeading(object, idKey: "id", log: &log)
    skipsBlankItems = object.choice("blankItem", of: ["error", "skip"], log: &log) == "skip"
    sortsNaturally = object.choice("sort", of: ["file", "natural"], log: &log) == "natural"
    if let parts = object.text("sectionParts", log: &log) {
      if let count = Int(parts.text), (1...9).contains(count) {
        sectionParts = count
      } else {
        log.report(parts.issue("\"\(parts.text)\" is no whole number from 1 to 9"))
      }
    }
  }

  /// The leading parts of `item` that name its section; the whole id where it has no more.
  func section(of item: String) -> String? {
    sectionParts.map { item.split(separator: ".").prefix($0).joined(separator: ".") }
  }
}
