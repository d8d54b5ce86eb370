import Inspection

extension ChecklistHeading {
  /// Reads the keys of a YAML mapping.
  init(_ object: YAMLObject, idKey: String, log: inout IssueLog) {
    id = object.text(idKey, log: &log)
    title = object.text("title", log: &log)
    version = object.text("version", log: &log)
    source = object.text("source", log: &log)
    criteria = object.object("criteria", keys: CriteriaReader.keys, log: &log).map {
      CriteriaReader.read($0, log: &log)
    }
    let classification = object.object(
      "classification", keys: ["method", "bands", "boundary"], log: &log)
    guard let classification else { return }
    method = classification.text("method", log: &log)
    boundary = classification.text("boundary", log: &log)
    guard let bands = classification.object("bands", keys: Self.bandNames, log: &log) else { return }
    hasBands = true
    self.bands = Self.bandNames.compactMap { bands.required($0, log: &log) }
  }
}
