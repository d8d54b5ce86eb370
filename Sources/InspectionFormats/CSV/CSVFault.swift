/// Why a row of a CSV file cannot be read; the reader stands at the next row afterwards.
package struct CSVFault: Error, Hashable {
  /// The line to look at.
  package var line: Int
  package var message: String
}
