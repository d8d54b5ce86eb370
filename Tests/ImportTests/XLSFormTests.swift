import Inspection
import InspectionFormats
import TestSupport
import Testing

@Suite("Importing XLSForms")
struct XLSFormTests {
  private static let expected = """
    # checklist: shop
    # title: Shop check
    # version: 2026
    section,section_title,item,text,observe,unit,options,require,when,level,red_line,department,evidence,site_types
    fire,Fire,exit,Exits are free & lit,,,,yes,,major,yes,fire-rescue,photo,
    fire/ext,Fire / Extinguishers,pressure,Pressure (in MPa),number,,,1..1.4,,,,,,shop|mall
    fire/ext,,number,How many,number,,,>= 1,,,,,,shop|mall
    fire,,body,Body,choice,,good|worn|broken,good | worn,,,,,,
    all,Shop check,serviced,Last service,date,,,age <= 365 days,,,,,,
    all,,tag,Tag,text,,,"matches [A-Z]{2}-[0-9]+",item exit no,,,,,
    all,,free,Any number,text,,,present,,,,,,
    all,,where,Where,text,,,"matches -?[0-9]{1,2}(\\.[0-9]+)? -?[0-9]{1,3}(\\.[0-9]+)?.*",,,,,,
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
      "f.xlsx[survey]:15: constraint: no range says which numbers pass: the item becomes a text that must be there",
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
      ("decimal", ". > 0 and . < 10", "all(> 0; < 10)"),
      ("decimal", ". > ${other}", "present"), ("decimal", ". >= 5 and . <= 1", "present"),
      ("date", ". >= today()", "not expired"), ("date", ". <= today()", "age <= 100 years"),
      ("text", "regex(., \"a and b\")", "matches a and b"), ("text", "regex(., '(a+)+')", "present"),
      ("select_one yn", ". = 'no'", "no"), ("select_one s", "selected(., 'a') or . = 'b'", "a | b"),
      ("select_one s", ". != 'a' and . != 'c'", "b"), ("select_one s", "", "a | b | c"),
      ("select_multiple s", "selected(., 'a') and not(selected(., 'c'))", "all(contains a; none of c)"),
      ("select_multiple s", "count-selected(.) <= 2", "count <= 2"), ("select_multiple s", "", "count >= 1"),
      ("range", ". != 5", "not(= 5)"), ("range", "", "0..10"),
      ("decimal", "(. >= 0 and . <= 2) or (. > 4 and . < 6)", "any(0..2; all(> 4; < 6))"),
      ("decimal", "1 <= . and . < 3 - 1", "present"), ("integer", ". > 0 and . < 10.5", "1..10"),
      ("date", ". < today() and . >= '2020-01-01'", "all(age >= 1 day; >= 2020-01-01)"),
      ("date", ". >= today() + 30", "valid for >= 30 days"),
      ("date", ". > date('2020-02-29')", ">= 2020-03-01"),
      ("text", "string-length(.) >= 3 and string-length(.) < 6", "all(matches .{3,}; matches .{0,5})"),
      ("text", ". = 'a.b'", "matches a\\.b"), ("text", ". != ''", "present"),
      ("time", "", "matches ([01][0-9]|2[0-3]):[0-5][0-9].*"), ("acknowledge", "", "yes"),
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

  @Test(
    "relevance becomes a condition",
    arguments: [
      ("${first} = 'yes'", "item first yes"), ("${first} != 'yes'", "item first no"),
      ("not(${first} = 'yes')", "not(item first yes)"), ("selected(${what}, 'a')", "item what contains a"),
      ("${size} > 3 and ${size} <= 9", "all(item size > 3; item size <= 9)"),
      ("5 < ${size}", "item size > 5"),
      ("${first} = 'yes' or selected(${site_type}, 'shop')", "any(item first yes; site shop)"),
      ("${site_type} != 'shop'", "not(site shop)"), ("${later} = 'b'", "item later b"),
      ("${none} = 1", nil), ("${size} > ${other}", nil), ("position(..) > 1", nil), ("${size} >", nil),
      ("${size} = ''", nil),
      (String(repeating: "(", count: 50) + "${size} > 1" + String(repeating: ")", count: 50), nil),
    ] as [(String, String?)])
  func relevance(text: String, expected: String?) throws {
    let form = SampleWorkbook(sheets: [
      (
        "survey",
        [
          ["type", "name", "label", "constraint", "relevant"], ["select_one yn", "first", "F"],
          ["select_multiple s", "what", "W"], ["decimal", "size", "S", ". > 0"],
          ["text", "q", "Q", "", text],
          ["select_one s", "later", "L"],
        ]
      ),
      (
        "choices", [["list name", "name"], ["yn", "yes"], ["yn", "no"], ["s", "a"], ["s", "b"]]
      ),
    ])
    let result = try ChecklistImport(InputFile(name: "f.xlsx", content: form.bytes()))
    let item = try #require(result.checklist.items.first { $0.id == "q" })
    #expect(item.condition.map(RequirementSyntax.text) == expected)
    let isReported = result.report.issues.contains {
      $0.field == "relevant (column E)" && $0.message.hasSuffix("item \"q\" applies without it")
    }
    #expect(isReported == (expected == nil))
  }

  @Test("conditions of groups and of their questions hold together; a circle is broken and told")
  func nested() throws {
    let form = SampleWorkbook(sheets: [
      (
        "survey",
        [
          ["type", "name", "label", "relevant"], ["text", "a", "A"], ["begin group", "g", "G", "${a} != ''"],
          ["text", "b", "B", "${c} != ''"], ["text", "c", "C", "${b} != ''"], ["end group"],
        ]
      )
    ])
    let result = try ChecklistImport(InputFile(name: "f.xlsx", content: form.bytes()))
    let conditions = result.checklist.items.map { $0.condition.map(RequirementSyntax.text) }
    #expect(conditions[0] == nil)
    #expect(
      conditions[1...].contains("all(item a present; item b present)")
        != conditions[1...].contains("all(item a present; item c present)"))
    #expect(result.report.issues.contains { $0.message.hasSuffix("cannot be followed and is left out") })
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
