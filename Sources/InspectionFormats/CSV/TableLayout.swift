import Inspection

/// How the columns of a table lie in the rows of one file.
package struct TableLayout<Column: TableColumn>: Sendable {
  /// By the column's raw value.
  private let sources: [FieldSource]
  /// The same where the source is a field, else -1; an integer can be read without counting references.
  private let positions: [Int]
  private let fieldNames: [String]
  let fieldCount: Int
  let keepsBlanks: Bool

  /// - Returns: nil, with issues in `log`, unless every required column is there.
  init?(_ header: TableHeader, mapping: RoleMapping?, table: String, log: inout IssueLog) {
    let before = log.total
    var sources: [FieldSource] = []
    var fieldNames: [String] = []
    for column in Column.allCases {
      let name = column.name
      if let mapping {
        sources.append(Self.mapped(name, header, mapping, table: table, log: &log))
        fieldNames.append(mapping.columns[name]?.text ?? name)
      } else {
        sources.append(header.positions[name].map { .field($0) } ?? .absent)
        fieldNames.append(name)
      }
    }
    self.sources = sources
    positions = sources.map { if case .field(let position) = $0 { position } else { -1 } }
    self.fieldNames = fieldNames
    fieldCount = header.names.count
    keepsBlanks = mapping?.keepsBlanks ?? false
    if log.total == before { reportMissing(header, mapping: mapping, log: &log) }
    if mapping == nil { reportMistyped(header, log: &log) }
    if log.total > before { return nil }
  }

  func source(of column: Column) -> FieldSource { sources[column.rawValue] }

  /// The position of the field that is the column's value, or -1 when it is made otherwise.
  @inline(__always)
  func position(of column: Column) -> Int { positions[column.rawValue] }

  /// The column's name in the file.
  func fieldName(of column: Column) -> String { fieldNames[column.rawValue] }

  private static func mapped(
    _ name: String, _ header: TableHeader, _ mapping: RoleMapping, table: String, log: inout IssueLog
  ) -> FieldSource {
    if let column = mapping.columns[name] {
      if let position = header.positions[column.text] { return .field(position) }
      log.report(column.issue(TableHeader.missing(column.text, in: table, has: header.names)))
    } else if let value = mapping.values[name] {
      return FieldSource.template(value, positions: header.positions, table: table, log: &log) ?? .absent
    }
    return .absent
  }

  private func reportMissing(_ header: TableHeader, mapping: RoleMapping?, log: inout IssueLog) {
    for column in Column.required where source(of: column) == .absent {
      if let mapping {
        log.report(mapping.location, field: column.name, "is missing: name its column or its value")
        continue
      }
      let there = header.names.filter { !$0.isEmpty }
      let hint = NearestName.hint(for: column.name, among: there.filter { !Column.names.contains($0) })
      log.report(
        header.location, field: column.name,
        "the column is missing\(hint); the file has \(there.joined(separator: ", "))")
    }
  }

  /// Other columns are none of our business, except where one looks like a slip of the pen.
  private func reportMistyped(_ header: TableHeader, log: inout IssueLog) {
    let absent = Column.allCases.filter { source(of: $0) == .absent && !Column.required.contains($0) }
    let known = Set(Column.names)
    for name in header.names where !name.isEmpty && !known.contains(name) {
      let hint = NearestName.hint(for: name, among: absent.map(\.name))
      if !hint.isEmpty { log.report(header.location, field: name, "unknown column\(hint)") }
    }
  }
}
