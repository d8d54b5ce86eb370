/// The columns that a kind of table may have, named in files as their cases in snake case.
package protocol TableColumn: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == Int {
  /// The columns that must be there.
  static var required: [Self] { get }
}

extension TableColumn {
  /// The column's name in files: `observed_at` for `observedAt`.
  package var name: String {
    String(describing: self).reduce(into: "") { name, character in
      if character.isUppercase { name += "_" }
      name += character.lowercased()
    }
  }

  package static var names: [String] { allCases.map(\.name) }
}
