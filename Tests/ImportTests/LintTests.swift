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
      (
        "S,A,P,number,,,all(>= 5; < 3),,d",
        ["c.csv:2: require: \"all(>= 5; < 3)\" can never hold, so everything fails"]
      ),
      (
        "S,A,P,number,m,,any(<= 50 cm; > 20 in),,d",
        []
      ),
      (
        "S,A,P,number,,,any(<= 5; > 3),,d",
        [
          "c.csv:2: require: \"any(<= 5; > 3)\" always holds, so nothing fails",
          "c.csv:2: require: the alternatives \"<= 5\" and \"> 3\" overlap",
        ]
      ),
      (
        "S,A,P,number,m,,any(0..50 cm; 0.4..1 m; 2..3 m),,d",
        ["c.csv:2: require: the alternatives \"0..50 cm\" and \"0.4..1 m\" overlap"]
      ),
      (
        "S,A,P,choice,,a|b|c,any(a | b; b | c),,d",
        [
          "c.csv:2: require: \"any(a | b; b | c)\" always holds, so nothing fails",
          "c.csv:2: require: the alternatives \"a | b\" and \"b | c\" overlap",
        ]
      ),
      ("S,A,P,choice,,a|b|c,not(any(a; b)),,d", []),
      (
        "S,A,P,,,,all(yes; not(yes)),,d",
        ["c.csv:2: require: \"all(yes; not(yes))\" can never hold, so everything fails"]
      ),
    ])
  func warnings(rows: String, expected: [String]) throws {
    #expect(try Self.warnings(rows) == expected)
  }

  @Test(
    "conditions that cannot hold are told",
    arguments: [
      ("item A yes", "", nil), ("all(item P >= 1; item P < 2)", "", nil), ("not(item A yes)", "", nil),
      ("all(item P >= 2; item P < 2)", "", "can never hold, so the item never applies"),
      ("all(item A yes; any(site x; item A no))", "x", nil),
      ("all(item A yes; item A no)", "", "can never hold, so the item never applies"),
      ("site school", "shop", "can never hold, so the item never applies"),
      ("site school", "shop|school", nil),
      // S is for schools only, N never applies.
      ("item S yes", "shop", "can never hold, so the item never applies"),
      ("all(item S yes; site shop)", "", "can never hold, so the item never applies"),
      ("item N yes", "", "can never hold, so the item never applies"),
      ("at least 2 of (item N yes; item A yes; site x)", "", nil),
      ("at least 2 of (item N yes; item A yes)", "", "can never hold, so the item never applies"),
      ("not(all(site x; site y))", "", "always holds"),
    ] as [(String, String, String?)])
  func conditions(when: String, siteTypes: String, expected: String?) throws {
    let csv = """
      section,item,text,observe,unit,require,when,site_types,department
      S,A,a,,,,,,d
      S,P,p,number,m,>= 1,,,d
      S,S,s,,,,,school,d
      S,N,n,,,,all(site a; site b),,d
      S,X,x,,,,\(when),\(siteTypes),d
      """
    let file = try ChecklistFile(InputFile(name: "c.csv", content: csv.utf8))
    let warnings = ChecklistLint.warnings(of: file.checklist, places: file.places).issues
    let found = warnings.filter { $0.location.line == 6 }.map(\.description)
    #expect(found == expected.map { ["c.csv:6: when: \"\(when)\" \($0)"] } ?? [])
  }

  @Test("a condition on an item that the campaign leaves out is told")
  func leftOut() throws {
    let csv = "item,text,when,department\nA,a,,d\nB,b,item A yes,d"
    let file = try ChecklistFile(InputFile(name: "c.csv", content: csv.utf8))
    let warnings = ChecklistLint.warnings(of: file.checklist, places: file.places, selected: [1..<2]).issues
    #expect(
      warnings.map(\.description) == [
        "c.csv:3: when: asks item \"A\", which is not selected: it counts as not observed unless it is recorded all the same"
      ])
  }
}
