import Inspection

/// Says how foreign CSV files are to be read, so that they load without being edited.
///
/// A mapping has up to four sections: `sites`, `regions`, `checklist` and `observations`. A section applies to
/// the file that the campaign names for it; several may apply to the same file. Without a section its file
/// is read in the native format. Every section takes the keys of `RoleMapping`; on top of them
///
/// - `regions` takes `root: {code, name, level}`, a region that is in no row and that every region without a
///   parent lies in;
/// - `checklist` takes `id`, `title`, `version`, `source`, `classification`; `blankItem: skip` leaves out
///   rows without an item (default: error); `sort: natural` orders items by id instead of by first row;
///   `sectionParts: 2` makes the first two dotted parts of an item's id its section. With `repeats: merge`
///   the longest text of an item is taken, and the first row's other fields;
/// - `observations` takes `timeZone` for times without a zone, and `blankItem: inspected`: a row without an
///   item says that the inspection took place and names nothing (default: error).
package struct MappingFile: Sendable {
  package var sites: RoleMapping?
  package var regions: RegionsMapping?
  package var checklist: ChecklistMapping?
  package var observations: ObservationsMapping?

  /// An empty mapping: everything is in the native formats.
  package init() {}

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  package init(_ input: InputFile) throws {
    var log = IssueLog()
    let keys = ["sites", "regions", "checklist", "observations"]
    if let root = YAMLObject(input, keys: keys, log: &log) {
      sites = root.object("sites", keys: RoleMapping.keys, log: &log).map {
        RoleMapping($0, columns: SiteColumn.names, log: &log)
      }
      regions = root.object("regions", keys: RegionsMapping.keys, log: &log).map {
        RegionsMapping($0, log: &log)
      }
      checklist = root.object("checklist", keys: ChecklistMapping.keys, log: &log).map {
        ChecklistMapping($0, log: &log)
      }
      observations = root.object("observations", keys: ObservationsMapping.keys, log: &log).map {
        ObservationsMapping($0, log: &log)
      }
    }
    try log.throwIfAny()
  }
}
