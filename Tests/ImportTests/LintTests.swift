import Inspection
import InspectionFormats
import Testing

@Suite("Linting checklists")
struct LintTests {
  private static func warnings(_ rows: String) throws -> [String] {
    let csv = "section,item,text,observe,unit,options,require,site_types,department\n\(rows)"
    let file = try ChecklistFile(InputFile(name: "c.csv", content: csv.utf8))
    return ChecklistLint.warnings(of: file.checklist, places: file.places).issues.map(\.description)
  }

  @Test(
    "what is most likely not meant is told with its line",
    arguments: [
      ("S,A,One,,,,,,d\nS,B,Two,,,,,,d", []),
      ("S,A,One,,,,,,\nS,B,Two,,,,,,", ["c.csv: department: no item names a responsible department"]),
      (
        "S,A,One,,,,,,d\nS,B,Two,,,,,,",
        ["c.csv:3: department: item \"B\" names no responsible department"]
      ),
      ("E,,,,,,,,\nS,A,One,,,,,,d", ["c.csv:2: section: section \"E\" has no items"]),
      ("S,A,One,choice,,a|b,a|b,,d", ["c.csv:2: require: every option passes, so nothing fails"]),
      ("S,A,One,number,m,,>= 0,,d", ["c.csv:2: require: \">= 0\": nothing plausible fails"]),
      ("S,A,One,number,%,,< 0,,d", ["c.csv:2: require: \"< 0\": nothing plausible passes"]),
      ("S,A,One,number,MPa,,>= 0,,d\nS,B,Two,number,%,,<= 40,,d", []),
      (
        "S,A,One,text,,,matches .*,,d",
        ["c.csv:2: require: the pattern \".*\" matches every text; present says the same"]
      ),
      ("S,A,One,text,,,matches [A-Z]+,,d", []),
      (
        "S,A,Is it free?,,,,,,d\nS,B,is  it FREE,,,,,,d",
        ["c.csv:3: text: has the wording of item \"A\" (line 2) and the same requirement"]
      ),
      (
        "S,A,P,number,MPa,,>= 1,,d\nS,B,P,number,kPa,,<= 1000,,d",
        ["c.csv:3: text: has the wording of item \"A\" (line 2), and their ranges overlap"]
      ),
      (
        "S,A,P,number,MPa,,>= 1,,d\nS,B,P,number,kPa,,< 1000,,d",
        ["c.csv:3: text: has the wording of item \"A\" (line 2), and no number satisfies both requirements"]
      ),
      ("S,A,P,,,,,shop,d\nS,B,P,,,,,mall,d", []),
    ])
  func warnings(rows: String, expected: [String]) throws {
    #expect(try Self.warnings(rows) == expected)
  }
}
