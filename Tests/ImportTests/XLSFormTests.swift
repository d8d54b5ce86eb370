import Inspection
import InspectionFormats
import Testing

@Suite("Importing XLSForms")
struct XLSFormTests {
  private static let expected = """
    # checklist: shop
    # title: Shop check
    # version: 2026
    section,section_title,item,text,observe,unit,options,require,level,red_line,department,evidence,site_types
    fire,Fire,exit,Exits are free & lit,,,,yes,major,yes,fire-rescue,photo,
    fire/ext,Fire / Extinguishers,pressure,Pressure (in MPa),number,,,1..1.4,,,,,shop|mall
    fire/ext,,number,How many,number,,,>= 1,,,,,shop|mall
    fire,,body,Body,choice,,good|worn|broken,good | worn,,,,,
    all,Shop check,serviced,Last service,date,,,age <= 365 days,,,,,
    all,,tag,Tag,text,,,"matches [A-Z]{2}-[0-9]+",,,,,
    all,,free,Any number,text,,,present,,,,,
    """

  @Test("a form becomes a checklist", arguments: [true, false], [true, false])
  func form(deflated: Bool, inline: Bool) throws {
    var form = SampleWorkbook.form
    (form.isDeflated, form.isInline) = (deflated, inline)
    let result = try ChecklistImport(InputFile(name: "shop.xlsx", content: form.bytes()))
    let expected = try ChecklistFile.read(InputFile(name: "c.csv", content: Self.expected.utf8))
    #expect(result.checklist == expected)
    for name in ["c.yaml", "c.csv"] {
      #expect(throws: Never.self) { try ChecklistWriter.text(of: result.checklist, named: name) }
    }
  }

  @Test("what is not carried over is told with sheet, row and column")
  func report() throws {
    let result = try ChecklistImport(InputFile(name: "f.xlsx", content: SampleWorkbook.form.bytes()))
    let lines = result.report.issues.map(\.description)
    for line in [
      "f.xlsx[survey]:2: type (column A): \"start\" is not carried over: the device fills it in; nothing is inspected",
      "f.xlsx[survey]:3: name (column B): \"site_type\" is not carried over: the register of sites says it",
      "f.xlsx[survey]:6: type (column A): becomes the evidence of item \"exit\", which the form does not require; here it is an error when it is missing",
      "f.xlsx[survey]:11: level (column I): \"serious\" is none of general, major; left out",
      "f.xlsx[survey]:14: relevant (column G): \"${exit} = 'no'\" does not ask for the site type alone: it applies everywhere",
      "f.xlsx[survey]:15: constraint: no range says which numbers pass: the item becomes a text that must be there",
      "f.xlsx[survey]:16: type (column A): \"geopoint\" is not carried over: no kind of item can be observed that way",
      "f.xlsx[survey]:17: type (column A): \"note\" is not carried over: a note is no item",
      "f.xlsx[survey]:1: label::中文 (zh) (column D): is not carried over (2 cells): another language is read",
      "f.xlsx[survey]:1: appearance (column L): is not carried over (1 cells)",
    ] { #expect(lines.contains(line), "\(line) in\n\(lines.joined(separator: "\n"))") }
  }

  @Test(
    "a constraint becomes a requirement where both can say it",
    arguments: [
      ("integer", ". > 0 and . < 10", "1..9"), ("integer", "(. >= 2) and (. <= 2)", "= 2"),
      ("decimal", ". > 0", "> 0"), ("decimal", ".<=4", "<= 4"),
      ("decimal", ". > 0 and . < 10", "present"),
      ("decimal", ". > ${other}", "present"), ("decimal", ". >= 5 and . <= 1", "present"),
      ("date", ". >= today()", "not expired"), ("date", ". <= today()", "age <= 100 years"),
      ("text", "regex(., \"a and b\")", "matches a and b"), ("text", "regex(., '(a+)+')", "present"),
      ("select_one yn", ". = 'no'", "no"), ("select_one s", "selected(., 'a') or . = 'b'", "a | b"),
      ("select_one s", ". != 'a' and . != 'c'", "b"), ("select_one s", "", "a | b | c"),
    ])
  func constraints(type: String, constraint: String, expected: String) throws {
    let form = SampleWorkbook(sheets: [
      ("survey", [["type", "name", "label", "constraint"], [type, "q", "Q", constraint]]),
      (
        "choices",
        [
          ["list name", "name"], ["yn", "yes"], ["yn", "no"], ["s", "a"], ["s", "b"], ["s", "c"],
          ["s", "n/a"],
        ]
      ),
    ])
    let checklist = try ChecklistImport(InputFile(name: "f.xlsx", content: form.bytes())).checklist
    #expect(checklist.items.map { RequirementSyntax.text(of: $0.requirement) } == [expected])
  }

  @Test("a form of which nothing is usable is refused, with all reasons")
  func nothing() throws {
    let form = SampleWorkbook(sheets: [
      ("survey", [["type", "name"], ["note", "n"], ["select_one x", "q"]])
    ])
    let errors = #expect(throws: ValidationErrors.self) {
      try ChecklistImport(InputFile(name: "f.xlsx", content: form.bytes()))
    }
    #expect(errors?.description.contains("there is no list \"x\" of choices") == true)
    #expect(errors?.description.contains("f.xlsx: has no items") == true)
  }
}
