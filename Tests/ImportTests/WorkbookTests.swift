import InspectionFormats
import Spreadsheet
import TestSupport
import Testing

@Suite("Workbooks")
struct WorkbookTests {
  private static func message(_ bytes: [UInt8]) -> String {
    do throws(SpreadsheetFault) {
      _ = try Workbook(bytes)
      return ""
    } catch {
      return error.message
    }
  }

  @Test("cells are read as text whatever they hold")
  func cells() throws {
    var zip = ZipWriter()
    let rows = """
      <worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>9</v></c><c><v>0.1</v></c><c><v>5.0</v></c></row>
      <row r="7"><c r="AB7" t="b"><v>1</v></c><c t="str"><v>a&lt;b</v></c><c t="inlineStr"><is><t>in</t></is></c></row>
      </sheetData></worksheet>
      """
    let shared = "<sst><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si></sst>"
    zip.add(
      "xl/workbook.xml", Array("<w><sheet name='Survey ' r:id='a' xmlns:r='r'/></w>".utf8), deflated: false)
    zip.add(
      "xl/_rels/workbook.xml.rels", Array("<R><Relationship Id='a' Target='/s.xml'/></R>".utf8),
      deflated: true)
    zip.add("xl/sharedStrings.xml", Array(shared.utf8), deflated: true)
    zip.add("s.xml", Array(rows.utf8), deflated: true)
    let sheet = try Workbook(zip.finish()).sheet("survey")
    #expect(sheet?.rows.map(\.number) == [1, 7])
    #expect(sheet?.rows[0].cells.map(\.text) == ["rich text", "0.1", "5"])
    #expect(sheet?.rows[0].cells.map(\.column) == [0, 2, 3])
    #expect(sheet?.rows[1].cells.map(\.text) == ["true", "a<b", "in"])
    #expect(sheet?.rows[1].cells.map(\.column) == [27, 28, 29])
  }

  @Test("what unpacks to more than it says, or to too much, is refused")
  func bombs() {
    let zeros = [UInt8](repeating: 32, count: 40 << 20)
    for length in [nil, 100, 0] {
      var zip = ZipWriter()
      zip.add("xl/workbook.xml", zeros, deflated: true, length: length)
      #expect(Self.message(zip.finish()).contains(length == nil ? "is larger than 32 MB" : "is damaged"))
    }
  }

  @Test("a checksum that does not fit is told")
  func checksum() {
    var bytes = SampleWorkbook(sheets: [("survey", [["type"]])], isDeflated: false).bytes()
    if let at = bytes.firstIndex(of: UInt8(ascii: "?")) { bytes[at] = UInt8(ascii: "!") }
    #expect(Self.message(bytes).contains("is damaged"))
  }

  @Test("no archive, or half of one, is refused", arguments: [0, 1, 21, 22, 100, 900])
  func cut(length: Int) {
    #expect(!Self.message(Array(SampleWorkbook.form.bytes().prefix(length))).isEmpty)
  }

  @Test("bytes changed at random never crash", arguments: 0..<8 as Range<UInt64>)
  func fuzz(seed: UInt64) {
    var noise = Noise(seed: seed)
    for round in 0..<150 * Noise.effort {
      var form = SampleWorkbook.form
      form.isDeflated = round % 2 == 0
      Noise.tryImport("f.xlsx", noise.change(form.bytes()))
    }
  }

  @Test("cells changed at random never crash", arguments: 0..<8 as Range<UInt64>)
  func fuzzCells(seed: UInt64) {
    var noise = Noise(seed: seed)
    for _ in 0..<60 * Noise.effort {
      var form = SampleWorkbook.form
      form.sheets = form.sheets.map { sheet in
        (
          sheet.name,
          sheet.rows.map { $0.map { String(decoding: noise.change(Array($0.utf8)), as: UTF8.self) } }
        )
      }
      Noise.tryImport("f.xlsx", form.bytes())
    }
  }
}
