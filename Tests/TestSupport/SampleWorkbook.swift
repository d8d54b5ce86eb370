import Spreadsheet

/// Makes `.xlsx` workbooks of rows of texts.
package struct SampleWorkbook {
  package var sheets: [(name: String, rows: [[String]])]
  package var isDeflated = true
  /// Texts in the cells instead of the shared table.
  package var isInline = false

  package init(sheets: [(name: String, rows: [[String]])], isDeflated: Bool = true) {
    self.sheets = sheets
    self.isDeflated = isDeflated
  }

  package func bytes() -> [UInt8] {
    var zip = ZipWriter()
    var shared: [String] = []
    let parts = sheets.map { sheet in xml(sheet.rows, &shared) }
    let list = sheets.indices.map {
      "<sheet name=\"\(sheets[$0].name)\" sheetId=\"\($0 + 1)\" r:id=\"r\($0)\"/>"
    }
    let links = sheets.indices.map { "<Relationship Id=\"r\($0)\" Target=\"worksheets/s\($0).xml\"/>" }
    let strings = shared.map { "<si><t>\(escaped($0))</t></si>" }.joined()
    let files: [(String, String)] =
      [
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>\(list.joined())</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships>\(links.joined())</Relationships>"),
        ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
      ] + parts.enumerated().map { ("xl/worksheets/s\($0).xml", $1) }
    for (name, text) in files {
      zip.add(name, Array("<?xml version=\"1.0\"?>\n\(text)".utf8), deflated: isDeflated)
    }
    return zip.finish()
  }

  private func xml(_ rows: [[String]], _ shared: inout [String]) -> String {
    var text = "<worksheet><sheetData>"
    for (number, row) in rows.enumerated() {
      text += "<row r=\"\(number + 1)\">"
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        let place = "\(Sheet.letters(of: column))\(number + 1)"
        text += self.cell(cell, at: place, &shared)
      }
      text += "</row>\n"
    }
    return text + "</sheetData></worksheet>"
  }

  private func cell(_ text: String, at place: String, _ shared: inout [String]) -> String {
    if let number = Double(text) { return "<c r=\"\(place)\"><v>\(number)</v></c>" }
    if text == "TRUE" { return "<c r=\"\(place)\" t=\"b\"><v>1</v></c>" }
    if isInline { return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>" }
    shared.append(text)
    return "<c r=\"\(place)\" t=\"s\"><v>\(shared.count - 1)</v></c>"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// A form with every kind of row.
  package static let form = SampleWorkbook(sheets: [
    (
      "survey",
      [
        [
          "type", "name", "label::English (en)", "label::中文 (zh)", "hint::English (en)", "constraint",
          "relevant", "required", "level", "red_line", "department", "appearance",
        ],
        ["start", "start"],
        ["select_one types", "site_type", "Kind of site"],
        ["begin_group", "fire", "Fire", "消防"],
        [
          "select_one yn", "exit", "Exits are free & lit", "出口畅通", "", "", "", "yes", "major", "TRUE",
          "fire-rescue",
        ],
        ["image", "exit_photo", "Photo of the exits"],
        [
          "begin group", "ext", "Extinguishers", "", "", "",
          "${site_type} = 'shop' or selected(${site_type}, 'mall')",
        ],
        ["decimal", "pressure", "Pressure", "", "in MPa", ". >= 1 and . <= 1.4"],
        ["integer", "number", "How many", "", "", ". > 0"],
        ["end group"],
        ["select_one state", "body", "Body", "", "", ". != 'broken'", "", "", "serious"],
        ["end_group"],
        ["date", "serviced", "Last service", "", "", ". <= today() and . >= today() - 365"],
        ["text", "tag", "Tag", "", "", "regex(., '[A-Z]{2}-[0-9]+')", "${exit} = 'no'"],
        ["decimal", "free", "Any number", "", "", "", "", "", "", "", "", "w1"],
        ["geopoint", "where", "Where"],
        ["note", "thanks", "Thank you"],
      ]
    ),
    (
      "choices",
      [
        ["list_name", "name", "label::English (en)"], ["yn", "yes", "Yes"], ["yn", "no", "No"],
        ["state", "good", "good"], ["state", "worn", "worn"], ["state", "broken", "broken"],
        ["types", "shop", "Shop"],
      ]
    ),
    (
      "settings",
      [
        ["form_title", "form_id", "version", "default_language"],
        ["Shop check", "shop", "2026", "English (en)"],
      ]
    ),
  ])
}
