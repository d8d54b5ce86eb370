package import Inspection

/// Where the columns of one kind of table come from in a foreign CSV file.
///
/// ```yaml
/// columns: {site: propertyAddress}                # our column: the file's column
/// values: {type: highrise, name: "Ward {ward}"}   # our column: fixed text, {column} inserts the row's field
/// repeats: merge                                  # error (default) | merge
/// blanks: keep                                    # trim (default) | keep: blanks around fields count
/// ```
package struct RoleMapping: Sendable {
  package var location: ValidationIssue.Location
  package var columns: [String: LocatedText] = [:]
  package var values: [String: LocatedText] = [:]
  /// Repeated ids are one thing told several times; the first row counts.
  package var mergesRepeats = false
  package var keepsBlanks = false

  static let keys = ["columns", "values", "repeats", "blanks"]

  init(_ object: YAMLObject, columns known: [String], log: inout IssueLog) {
    location = object.location
    columns = Self.entries(object, "columns", known: known, log: &log)
    values = Self.entries(object, "values", known: known, log: &log)
    for (name, value) in values where columns[name] != nil {
      log.report(value.issue("is given both as a column and as a value"))
    }
    mergesRepeats = object.choice("repeats", of: ["error", "merge"], log: &log) == "merge"
    keepsBlanks = object.choice("blanks", of: ["trim", "keep"], log: &log) == "keep"
  }

  private static func entries(
    _ object: YAMLObject, _ key: String, known: [String], log: inout IssueLog
  ) -> [String: LocatedText] {
    guard let entries = object.object(key, keys: known, log: &log) else { return [:] }
    return entries.keys.reduce(into: [:]) { $0[$1] = entries.text($1, log: &log) }
  }
}

extension YAMLObject {
  /// A text that must be one of `choices`; the first is the default.
  package func choice(_ key: String, of choices: [String], log: inout IssueLog) -> String {
    guard let value = text(key, log: &log) else { return choices[0] }
    if choices.contains(value.text) { return value.text }
    log.report(
      value.issue(
        "\"\(value.text)\" is none of \(choices.joined(separator: ", "))"
          + NearestName.hint(for: value.text, among: choices)))
    return choices[0]
  }
}
