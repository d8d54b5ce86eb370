/// A place in the region tree: a province, city, county, town, village or grid.
package struct Region: Sendable, Hashable, Codable {
  /// Unique in its tree.
  package var code: String
  package var name: String
  /// The code of the region that this one lies in; nil for a root.
  package var parent: String?
  /// What this level is called ("county"); empty when the register does not say.
  package var level: String

  package init(code: String, name: String, parent: String?, level: String = "") {
    self.code = code
    self.name = name
    self.parent = parent
    self.level = level
  }
}
