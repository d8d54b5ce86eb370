package import Inspection

/// A slice as the log keeps it.
package struct LoggedSlice: Sendable, Hashable {
  /// Ascending in the order of application.
  package var id: Int64
  package var stream: LedgerStream
  package var expectedOffset: Int64
  package var nextOffset: Int64
  package var appliedAt: Timestamp
  package var raw: RawRecords

  package init(
    id: Int64, stream: LedgerStream, expectedOffset: Int64, nextOffset: Int64, appliedAt: Timestamp,
    raw: RawRecords
  ) {
    self.id = id
    self.stream = stream
    self.expectedOffset = expectedOffset
    self.nextOffset = nextOffset
    self.appliedAt = appliedAt
    self.raw = raw
  }
}
