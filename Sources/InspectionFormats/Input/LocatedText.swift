package import Inspection

/// A piece of input with the place where it stands, so that whoever judges it can say where.
package struct LocatedText: Sendable, Hashable {
  package var text: String
  package var location: ValidationIssue.Location
  /// The column or key that it stands in.
  package var field: String

  package init(_ text: String, at location: ValidationIssue.Location, field: String) {
    self.text = text
    self.location = location
    self.field = field
  }

  /// The issue that this text has.
  package func issue(_ message: String) -> ValidationIssue {
    ValidationIssue(location, field: field, message)
  }
}
