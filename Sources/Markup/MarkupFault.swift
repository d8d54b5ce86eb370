/// Why a document cannot be read.
package struct MarkupFault: Error, Hashable {
  /// The line to look at, from 1; nil for the document as a whole.
  package var line: Int?
  package var message: String

  package init(line: Int? = nil, _ message: String) {
    self.line = line
    self.message = message
  }
}
