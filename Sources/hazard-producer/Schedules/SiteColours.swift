import Foundation
import Inspection
import InspectionFormats
import Schedules

/// Which colour each site has: the grade of its worst open hazard.
struct SiteColours {
  private let colours: [String: RiskGrade]

  /// - Parameter colours: by site; those without an open hazard are left out.
  init(_ colours: [String: String]) {
    self.colours = colours.compactMapValues(RiskGrade.init(name:))
  }

  /// Reads a CSV file with the columns `site` and `colour`; `none` or an empty colour is no open hazard.
  ///
  /// - Throws: `ValidationErrors`.
  init(_ input: InputFile) throws {
    var log = IssueLog()
    var found: [String: RiskGrade] = [:]
    if var table = CSVTable<Column>(input, log: &log) {
      while table.next(log: &log) {
        let (site, colour) = (table.text(.site), table.located(.colour))
        if site.isEmpty { log.report(table.issue(.site, "is missing")) }
        if let grade = RiskGrade(name: colour.text) {
          found[site] = grade
        } else if !["", "none"].contains(colour.text) {
          let names = RiskGrade.allCases.map(\.name) + ["none"]
          log.report(
            colour.issue(
              "\"\(colour.text)\" is none of \(names.joined(separator: ", "))"
                + NearestName.hint(for: colour.text, among: names)))
        }
      }
    }
    try log.throwIfAny()
    colours = found
  }

  private enum Column: Int, TableColumn {
    case site, colour

    static let required: [Column] = [.site, .colour]
  }

  /// - Returns: which sites are the occurrence's; nil for all.
  func sites(for occurrence: Occurrence) -> (@Sendable (String) -> Bool)? {
    guard let grade = occurrence.grade else { return nil }
    return { [colours] in (colours[$0] ?? .blue) == grade }
  }
}
