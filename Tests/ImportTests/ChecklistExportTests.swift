import Inspection
import InspectionFormats
import Testing

@Suite("Exporting checklists")
struct ChecklistExportTests {
  @Test("what is written is read as it was", arguments: ["c.yaml", "c.csv"])
  func roundTrip(name: String) throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = RandomChecklist(seed: seed)
      let checklist = random.checklist()
      let text = try #require(try? ChecklistWriter.text(of: checklist, named: name), "seed \(seed)")
      let read = try ChecklistFile.read(InputFile(name: name, content: text.utf8))
      #expect(read == checklist, "seed \(seed)")
    }
  }

  @Test("from one format to the other and back")
  func acrossFormats() throws {
    for seed in 1_000..<1_100 as Range<UInt64> {
      var random = RandomChecklist(seed: seed)
      let checklist = random.checklist()
      var current = checklist
      for name in ["a.yaml", "b.csv", "c.yml"] {
        let text = try ChecklistWriter.text(of: current, named: name)
        current = try ChecklistFile.read(InputFile(name: name, content: text.utf8))
      }
      #expect(current == checklist, "seed \(seed)")
    }
  }

  private static let interleaved = """
    # checklist: c
    # title: "two\\nlines"
    section,section_category,item,text
    A,fire,A-1,one
    B,,B-1,two
    A,,A-2,three
    EMPTY,egress,,
    """

  @Test("sections that go on later, have a category or no items are kept")
  func sections() throws {
    let checklist = try ChecklistFile.read(InputFile(name: "c.csv", content: Self.interleaved.utf8))
    #expect(checklist.title == "two\nlines")
    #expect(checklist.items.map(\.id) == ["A-1", "B-1", "A-2"])
    #expect(checklist.sections.map(\.category) == ["fire", "", "egress"])
    let yaml = try ChecklistWriter.text(of: checklist, named: "c.yaml")
    #expect(yaml.contains("continues: true"))
    #expect(try ChecklistFile.read(InputFile(name: "c.yaml", content: yaml.utf8)) == checklist)
  }

  @Test(
    "what only one of the formats could hold is refused",
    arguments: [("\0", "NUL byte"), ("\u{FEFF}", "byte order mark")])
  func foreignBytes(text: String, name: String) {
    let csv = "item,text\nA,a\nB,b\(text)c"
    let errors = #expect(throws: ValidationErrors.self) {
      try ChecklistFile.read(InputFile(name: "c.csv", content: csv.utf8))
    }
    #expect(errors?.description == "c.csv:3: has a \(name) in it (byte 17 of the file)")
  }

  @Test("a file name says the format")
  func unknownFormat() {
    var random = RandomChecklist(seed: 1)
    let checklist = random.checklist()
    #expect(throws: ValidationErrors.self) { try ChecklistWriter.text(of: checklist, named: "c.txt") }
  }
}
