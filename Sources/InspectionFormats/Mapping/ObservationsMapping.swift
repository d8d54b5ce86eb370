package import Foundation
package import Inspection

/// The `observations` section of a mapping.
package struct ObservationsMapping: Sendable {
  package var role: RoleMapping
  package var timeZone: TimeZone?
  /// A row without an item says that the inspection took place and names nothing.
  package var countsBlankItems: Bool

  static let keys = RoleMapping.keys + ["timeZone", "blankItem"]

  init(_ object: YAMLObject, log: inout IssueLog) {
    role = RoleMapping(object, columns: ObservationColumn.names, log: &log)
    timeZone = object.timeZone("timeZone", log: &log)
    countsBlankItems = object.choice("blankItem", of: ["error", "inspected"], log: &log) == "inspected"
  }
}

extension YAMLObject {
  /// A time zone by its name in the tz database, such as `Asia/Shanghai`.
  package func timeZone(_ key: String, log: inout IssueLog) -> TimeZone? {
    guard let name = text(key, log: &log) else { return nil }
    if let zone = TimeZone(identifier: name.text) { return zone }
    let hint = NearestName.hint(for: name.text, among: TimeZone.knownTimeZoneIdentifiers)
    log.report(name.issue("\"\(name.text)\" is no time zone such as Asia/Shanghai\(hint)"))
    return nil
  }
}
