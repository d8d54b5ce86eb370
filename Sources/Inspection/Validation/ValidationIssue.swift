/// One thing that is wrong with an input: where it stands and what to do about it.
package struct ValidationIssue: Sendable, Hashable, CustomStringConvertible {
  /// Where in an input an issue or a value stands.
  package struct Location: Sendable, Hashable {
    /// The file as the user named it.
    package var file: String
    /// The line, counted from 1; nil when the whole file is meant.
    package var line: Int?

    package init(file: String, line: Int? = nil) {
      self.file = file
      self.line = line
    }
  }

  package var location: Location
  /// The column, key or setting that is wrong; empty when the whole line is meant.
  package var field: String
  /// What is wrong and, where it helps, what is expected.
  package var message: String

  package init(_ location: Location, field: String = "", _ message: String) {
    self.location = location
    self.field = field
    self.message = message
  }

  /// `file:line: field: message`, the form that editors and terminals turn into links.
  package var description: String {
    let place = location.line.map { "\(location.file):\($0)" } ?? location.file
    return field.isEmpty ? "\(place): \(message)" : "\(place): \(field): \(message)"
  }
}
