package import Inspection

/// The `regions` section of a mapping.
package struct RegionsMapping: Sendable {
  package var role: RoleMapping
  /// A region that is in no row; those without a parent lie in it.
  package var root: Region?

  static let keys = RoleMapping.keys + ["root"]

  init(_ object: YAMLObject, log: inout IssueLog) {
    role = RoleMapping(object, columns: RegionColumn.names, log: &log)
    guard let root = object.object("root", keys: ["code", "name", "level"], log: &log),
      let code = root.required("code", log: &log)
    else { return }
    if let fault = Identifier.fault(in: code.text) { log.report(code.issue(fault)) }
    self.root = Region(
      code: code.text, name: root.text("name", log: &log)?.text ?? code.text, parent: nil,
      level: root.text("level", log: &log)?.text ?? "")
  }
}
