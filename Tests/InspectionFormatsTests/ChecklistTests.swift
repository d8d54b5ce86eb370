import Inspection
import InspectionFormats
import Testing

@Suite("Checklists")
struct ChecklistTests {
  private static let yaml = """
    checklist: district-safety
    title: District safety checklist
    version: 2026.1
    source: |
      free text
    classification:
      method: matrix
      bands: {red: 15, orange: 10, yellow: 5, blue: 1}
    sections:
      - id: FX
        title: Portable fire extinguishers
        category: fire
        items:
          - {id: FX-01, text: In place, require: yes, level: major, redLine: true, likelihood: 3, consequence: 5}
          - id: FX-02
            text: Pressure
            observe: number
            unit: MPa
            require: 1.0..1.4
            evidence: photo
          - {id: FX-03, text: Body, observe: choice, options: [good, worn, broken], require: good | worn}
      - id: EX
        items:
          - id: EX-01
            text: "Service, \\"yearly\\""
            observe: date
            require: age <= 12 months
            category: egress
            department: fire-rescue
            reference: GB 50140
            siteTypes: [factory, warehouse]
    """

  private static let csv = #"""
    # checklist: district-safety
    # title: District safety checklist
    # version: 2026.1
    # source: free text
    # bands: red=15 orange=10 yellow=5 blue=1
    section,section_title,category,item,text,observe,unit,options,require,level,red_line,likelihood,consequence,department,reference,evidence,site_types
    FX,Portable fire extinguishers,fire,FX-01,In place,,,,yes,major,true,3,5,,,,
    FX,,fire,FX-02,Pressure,number,MPa,,1.0..1.4,,,,,,,photo,
    FX,,fire,FX-03,Body,choice,,good|worn | broken,good | worn,,,,,,,,
    EX,,egress,EX-01,"Service, ""yearly""",date,,,age <= 12 months,,,,,fire-rescue,GB 50140,,factory|warehouse
    """#

  @Test("YAML and CSV say the same")
  func sameInBoth() throws {
    let fromYAML = try ChecklistFile.read(InputFile("a.yaml", Self.yaml))
    var fromCSV = try ChecklistFile.read(InputFile("a.csv", Self.csv))
    #expect(fromYAML.items.map(\.id) == ["FX-01", "FX-02", "FX-03", "EX-01"])
    // A CSV gives the category with each item, YAML with the section.
    fromCSV.sections[0].category = "fire"
    for index in 0..<3 { fromCSV.items[index].category = "" }
    #expect(fromYAML == fromCSV)
    #expect(fromYAML.classification(of: fromYAML.items[0], at: "").grade == .red)
  }

  @Test("a byte order mark and CRLF make no difference", arguments: ["a.yaml", "a.csv"])
  func tolerated(name: String) throws {
    let text = name == "a.csv" ? Self.csv : Self.yaml
    let plain = try ChecklistFile.read(InputFile(name, text))
    let odd = try ChecklistFile.read(InputFile(name, "\u{FEFF}" + text.replacing("\n", with: "\r\n")))
    #expect(odd == plain)
  }

  private static let item = "sections:\n  - id: S\n    items:\n      - {id: A, text: t"

  @Test(
    "a fault in YAML is told with its line and key",
    arguments: [
      ("", ["c.yaml: is empty"]),
      ("  \n", ["c.yaml: is empty"]),
      ("# nothing", ["c.yaml: is empty"]),
      ("- a", ["c.yaml:1: is a list; a mapping (key: value) is expected"]),
      (
        "a: [",
        ["c.yaml:2: is not YAML: did not find expected node content (while parsing a flow node, line 2)"]
      ),
      ("title: a\ntitle: b", ["c.yaml:1: title: is given twice"]),
      (
        "titl: x\nsections: []",
        [
          "c.yaml:1: titl: unknown key (did you mean title?); known are checklist, title, version, source, classification, criteria, profiles, sections",
          "c.yaml: has no items",
        ]
      ),
      (
        "title: [x]\nsections: 3",
        [
          "c.yaml:1: title: is a list; a text or number is expected",
          "c.yaml:2: sections: is a text or number; a list is expected", "c.yaml: has no items",
        ]
      ),
      (
        "classification: {method: matrx, bands: {red: 1, orange: 2, yellow: 3, blue: 4}}\n" + item + "}",
        [
          "c.yaml:1: method: \"matrx\" is none of matrix, lec (did you mean matrix?)",
          "c.yaml:1: bands: must fall from red over orange and yellow to blue",
        ]
      ),
      (
        "classification: {bands: {red: 1}}\n" + item + "}",
        [
          "c.yaml:1: orange: is missing", "c.yaml:1: yellow: is missing", "c.yaml:1: blue: is missing",
        ]
      ),
      (
        "classification: {boundary: wors}\n" + item + ", residual: 6 x 1, difficulty: hart, evidence: foto}",
        [
          "c.yaml:1: boundary: \"wors\" is none of worse, better (did you mean worse?)",
          "c.yaml:5: evidence: \"foto\" is no evidence; write photo, document, photo|document or required, with x2 for two",
          "c.yaml:5: residual: \"6\" is no number from 1 to 5",
          "c.yaml:5: difficulty: \"hart\" is none of easy, medium, hard (did you mean hard?)",
        ]
      ),
      (
        item + ", residual: 1 x 2 x 3}",
        ["c.yaml:4: residual: \"1 x 2 x 3\" is no residual risk; write 1 x 4 (likelihood, consequence)"]
      ),
      (
        item
          + "}\ncriteria: {id: m, rules: [{id: R, text: t}, {id: R, text: '', items: [AA], categories: [x], level: majr}]}",
        [
          "c.yaml:5: version: is missing", "c.yaml:5: id: criterion \"R\" holds of every hazard",
          "c.yaml:5: id: criterion \"R\" is given twice",
          "c.yaml:5: text: is missing: say in words what the criterion is",
          "c.yaml:5: level: \"majr\" is none of major, general (did you mean major?)",
          "c.yaml:5: items: item \"AA\" is unknown (did you mean A?)",
          "c.yaml:5: categories: category \"x\" is unknown",
        ]
      ),
      (
        item
          + "}\ncriteria: {id: m, version: 1, rules: [{id: R, text: t, siteTypes: [s], level: general, count: 2}, {id: S, text: t, count: 1, grade: purple}]}",
        [
          "c.yaml:5: level: a combination counts hazards of a lower level, and there is none below general",
          "c.yaml:5: grade: \"purple\" is none of blue, yellow, orange, red",
          "c.yaml:5: count: \"1\" is no whole number from 2 to 1000",
          "c.yaml:5: id: criterion \"S\" holds of every hazard",
        ]
      ),
      (item + "}\n      - {id: A, text: u}", ["c.yaml:5: id: item \"A\" is already on line 4"]),
      (
        item + "}\n  - {id: S, items: [{id: B, text: t}]}",
        ["c.yaml:5: id: section \"S\" is already on line 2"]
      ),
      (
        item + ", observe: nummer}",
        [
          "c.yaml:4: observe: \"nummer\" is none of boolean, number, choice, date, text, count, numbers, choices, items (did you mean number?)"
        ]
      ),
      (
        item + ", observe: number}",
        ["c.yaml:4: require: is missing: a number item needs one, such as 1.0..1.4"]
      ),
      (
        item + ", observe: number, unit: MPA, require: \">= 1\"}",
        ["c.yaml:4: unit: unknown unit \"MPA\" (did you mean MPa?)"]
      ),
      (item + ", unit: MPa}", ["c.yaml:4: unit: only a number has a unit, and this observes a boolean"]),
      (item + ", require: perhaps}", ["c.yaml:4: require: \"perhaps\" is not yes or no"]),
      (item + ", observe: choice, require: good}", ["c.yaml:4: options: are missing: a choice needs them"]),
      (
        item + ", observe: choice, options: [a, b, a, n/a], require: a}",
        [
          "c.yaml:4: options: \"a\" is given twice",
          "c.yaml:4: options: \"n/a\" stands for not applicable and cannot be an option",
        ]
      ),
      (
        item + ", observe: choice, options: [a, b]}",
        ["c.yaml:4: require: is missing: name the options that pass, such as good | worn"]
      ),
      (item + ", redLine: true}", ["c.yaml:4: redLine: a red-line item must have the level major"]),
      (
        item + ", redLine: maybe, level: serious}",
        [
          "c.yaml:4: level: \"serious\" is none of general, major",
          "c.yaml:4: redLine: \"maybe\" is not yes or no",
        ]
      ),
      (item + ", likelihood: 6, consequence: 1}", ["c.yaml:4: likelihood: \"6\" is no number from 1 to 5"]),
      (item + ", likelihood: 3}", ["c.yaml:4: consequence: is missing, while likelihood is given"]),
      (item + ", exposure: 3}", ["c.yaml:4: exposure: only the method lec has an exposure"]),
      (
        "classification: {method: lec}\n" + item + ", likelihood: 20, consequence: 0.5, exposure: 6}",
        [
          "c.yaml:5: likelihood: \"20\" is no number from 0.1 to 10",
          "c.yaml:5: consequence: \"0.5\" is no number from 1 to 100",
        ]
      ),
      (
        item + ", evidence: photos}",
        [
          "c.yaml:4: evidence: \"photos\" is no evidence; write photo, document, photo|document or required, with x2 for two (did you mean photo?)"
        ]
      ),
      (
        item + ", siteTypes: [a, a, [b]]}",
        [
          "c.yaml:4: siteTypes: has a list in it; texts are expected",
          "c.yaml:4: siteTypes: \"a\" is given twice",
        ]
      ),
      (
        "sections:\n  - id: S\n    items:\n      - {id: \"A\\tB\"}\n      - text: x",
        [
          "c.yaml:4: id: has a control character in it", "c.yaml:4: text: is missing: say what is inspected",
          "c.yaml:5: id: is missing",
        ]
      ),
      ("sections:\n  - items: []", ["c.yaml:2: id: is missing", "c.yaml: has no items"]),
    ])
  func yamlFaults(text: String, expected: [String]) throws {
    let found = try issues { _ = try ChecklistFile.read(InputFile("c.yaml", text)) }
    #expect(found == expected)
  }

  @Test(
    "a fault in CSV is told with its line and column",
    arguments: [
      ("item,txt\nA,t", ["c.csv:1: text: the column is missing (did you mean txt?); the file has item, txt"]),
      ("item,text,levl\nA,t,major", ["c.csv:1: levl: unknown column (did you mean level?)"]),
      ("item,text,item\nA,t,B", ["c.csv:1: item: columns 1 and 3 have the same name"]),
      ("item,text\n", ["c.csv: has no items"]),
      ("# title: x\n", ["c.csv: has no header: its first row must name the columns"]),
      (
        "item,text\nA\nB,t,u",
        [
          "c.csv:2: the row has 1 fields, but the header has 2",
          "c.csv:3: the row has 3 fields, but the header has 2",
          "c.csv: has no items",
        ]
      ),
      (
        "item,text\nA,t\nA,u\n,v",
        ["c.csv:3: item: item \"A\" is already on line 2", "c.csv:4: item: is missing"]
      ),
      (
        "# bands: red=9 orange=x\n# titl: y\nitem,text\nA,t",
        [
          "c.csv:1: bands: yellow is missing", "c.csv:1: bands: blue is missing",
          "c.csv:2: titl: unknown key (did you mean title?)",
        ]
      ),
      (
        "section,section_title,item,text\nS,One,A,t\nS,Two,B,t",
        ["c.csv:3: section: section \"S\" has the title \"One\" on line 2"]
      ),
      ("item,text,red_line\nA,t,yes", ["c.csv:2: red_line: a red-line item must have the level major"]),
      (
        "item,text\nA,\"t\nu", ["c.csv:2: the quote opened on line 2 is never closed", "c.csv: has no items"]
      ),
    ])
  func csvFaults(text: String, expected: [String]) throws {
    let found = try issues { _ = try ChecklistFile.read(InputFile("c.csv", text)) }
    #expect(found == expected)
  }

  @Test("bytes that are not UTF-8 are told with their line", arguments: ["c.csv", "c.yaml"])
  func notUTF8(name: String) throws {
    let bytes = Array("item,text\nA,t\nB,".utf8) + [0xC3, 0x28]
    let found = try issues { _ = try ChecklistFile.read(InputFile(name: name, content: bytes)) }
    #expect(found == ["\(name):3: is not UTF-8 (byte 16 of the file); save the file as UTF-8"])
  }

  @Test("bytes that are not UTF-8 are found behind 64 MB, too, and what is UTF-8 there is no fault")
  func notUTF8FarBehind() throws {
    let folder = try TemporaryFolder()
    let line = Array(String(repeating: "é", count: 50_000).utf8) + [UInt8(ascii: "\n")]
    let lines = (70 << 20) / line.count
    var content: [UInt8] = []
    for _ in 0..<lines { content += line }
    try folder.write("c.csv", content + [UInt8(ascii: "B"), 0xC3, 0x28])
    let found = try issues(in: folder) { _ = try ChecklistFile.read(InputFile(path: folder.file("c.csv"))) }
    #expect(
      found == [
        "c.csv:\(lines + 1): is not UTF-8 (byte \(lines * line.count + 1) of the file); save the file as UTF-8"
      ])
  }

  @Test("an option list, an id and a text have limits")
  func limits() throws {
    let id = String(repeating: "x", count: 201)
    let options = (0...256).map { "o\($0)" }.joined(separator: "|")
    let text = String(repeating: "t", count: 4_001)
    let csv = "item,text,observe,options,require\n\(id),t,,,\nB,t,choice,\(options),o1\nC,\(text),,,"
    #expect(
      try issues { _ = try ChecklistFile.read(InputFile("c.csv", csv)) } == [
        "c.csv:2: item: is 201 bytes long; at most 200 are allowed",
        "c.csv:3: options: are 257; at most 256 are allowed", "c.csv:4: text: is longer than 4000 bytes",
      ])
  }

  @Test(
    "nesting, aliases and odd bytes in YAML are refused or read, never fatal",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 20_000),
      "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c", "title: \u{0}", "*a", "title: !!binary x",
      "? [a]\n: b",
      "--- a\n--- b", "title: \u{FFFF}", "%YAML 9.9\n---\na: b", "<<: {title: x}",
    ])
  func hostileYAML(text: String) throws {
    let found = try issues { _ = try ChecklistFile.read(InputFile("c.yaml", text)) }
    #expect(!found.isEmpty)
  }
}
