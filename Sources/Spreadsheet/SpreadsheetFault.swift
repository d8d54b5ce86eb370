/// Why a workbook, or a part of it, cannot be read.
package struct SpreadsheetFault: Error, Hashable {
  /// The part of the archive, such as `xl/workbook.xml`; empty for the archive itself.
  package var part: String
  /// The line in the part.
  package var line: Int?
  package var message: String

  package init(part: String = "", line: Int? = nil, _ message: String) {
    self.part = part
    self.line = line
    self.message = message
  }
}
