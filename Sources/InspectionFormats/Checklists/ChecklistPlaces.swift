package import Inspection

/// Where a checklist's sections and items stand in its file.
package struct ChecklistPlaces: Sendable {
  package var file: String
  /// By id.
  package var sections: [String: ValidationIssue.Location]
  package var items: [String: ValidationIssue.Location]
  package var profiles: [String: ValidationIssue.Location]

  package init(
    file: String, sections: [String: ValidationIssue.Location] = [:],
    items: [String: ValidationIssue.Location] = [:],
    profiles: [String: ValidationIssue.Location] = [:]
  ) {
    self.file = file
    self.sections = sections
    self.items = items
    self.profiles = profiles
  }

  /// The place of an item, or of the file when it is not known.
  package func location(ofItem id: String) -> ValidationIssue.Location { items[id] ?? .init(file: file) }

  package func location(ofSection id: String) -> ValidationIssue.Location {
    sections[id] ?? .init(file: file)
  }

  package func location(ofProfile id: String) -> ValidationIssue.Location {
    profiles[id] ?? .init(file: file)
  }
}
