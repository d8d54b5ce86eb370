import Checks
import Foundation
import Inspection
import InspectionFormats
import Testing

/// The table of requirements in `Tests/Data/requirements.tsv`: what is required, what was observed, what the check
/// must come to, and the reason that must be cited.
@Suite struct RequirementTableTests {
  /// One row; the fields are texts as they would stand in files.
  struct Row: Sendable, CustomTestStringConvertible {
    var line: Int
    var fields: [String: String]

    subscript(name: String) -> String { fields[name] ?? "" }

    var testDescription: String { "line \(line): \(self["when"]) \(self["require"]) of \(self["value"])" }
  }

  static let rows = rows(
    of: (try? String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Data/requirements.tsv"), encoding: .utf8)) ?? "")

  /// The rows of a table that is separated by tabs and has a header.
  static func rows(of text: String) -> [Row] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().enumerated().map { index, fields in
      Row(line: index + 2, fields: Dictionary(zip(head, fields), uniquingKeysWith: { first, _ in first }))
    }
  }

  /// The items that rows ask, before the one that the row is about.
  private static let others = """
    section,item,text,observe,unit,options,require,when,site_types,reference
    S,A,a,,,,,,,
    S,P,p,number,MPa,,>= 1,,,
    S,C,c,choice,,good|worn|broken,good,,,
    S,M,m,choices,,lamp|sign,contains lamp,,,
    S,K,k,count,,,>= 1,,,
    S,D,d,date,,,not expired,,,
    S,T,t,text,,,present,,,
    S,L,l,numbers,m,,each >= 0.9,,,
    S,X,x,,,,,item A yes,,
    S,S,s,,,,,,school,

    """

  @Test func thereAreEnough() { #expect(Self.rows.count >= 200) }

  @Test(arguments: rows) func decidesAndCites(_ row: Row) throws {
    let result = try Self.check(row)
    #expect(result.outcome == row["expected"])
    #expect(result.reason == row["reason"])
  }

  /// The outcome of the row's check in XCCDF's word, and what is cited.
  static func check(_ row: Row) throws -> (outcome: String, reason: String) {
    let last = [
      "S", "F-12", "f", row["observe"], row["unit"], row["options"], row["require"], row["when"], "",
      "GB 50444",
    ]
    let line = last.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    let checklist = try ChecklistFile.read(
      InputFile(name: "c.csv", content: (others + line + "\n").utf8))
    var observed = ["F-12": row["value"]]
    for pair in row["others"].split(separator: ";") {
      let sides = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      observed[sides[0]] = sides[1]
    }
    let values = try checklist.items.map { item in
      try Self.value(observed[item.id] ?? "-", item.requirement)
    }
    let index = checklist.items.count - 1
    let needed = try ItemReferences(checklist).needed(by: [index])
    var referenced = ReferencedObservations(items: needed)
    for item in needed { referenced.columns.append(values[item]) }
    var columns = ObservationColumns()
    columns.append(values[index])
    let task = InspectionTask(
      campaign: "k", seq: 1, site: SiteReference(id: "s", type: row["site"], region: "r"),
      inspection: Inspection(
        observedAt: Timestamp(milliseconds: 0), day: try #require(CivilDate(year: 2026, month: 11, day: 21))),
      items: [index..<index + 1], observations: columns, referenced: referenced)
    let result = try TaskChecker(CompiledChecklist(checklist), worker: "w").check(task).result
    if let finding = result.findings.first { return ("fail", finding.reason) }
    if let exception = result.exceptions.first { return (exception.outcome.name, exception.reason) }
    return ("pass", "")
  }

  private static func value(_ text: String, _ requirement: Requirement) throws -> ObservationValue? {
    if text == "assumed" { return .assumedPass }
    return text == "-" ? nil : try ObservationSyntax.parse(text, for: requirement)
  }
}
