/// Why the ledger refused something.
package struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Another aggregator has moved the partition's position: whoever sent this slice no longer owns it.
    package static let staleOffset = Code(description: "stale offset")
    /// Two hazards have one fingerprint.
    package static let fingerprintCollision = Code(description: "fingerprint collision")
    /// The log, or a slice for it, does not hold what it should.
    package static let damagedLog = Code(description: "damaged log")
    /// A file that must not be overwritten, or that is not there.
    package static let fileRefused = Code(description: "file refused")
    /// The database holds a schema that this program does not know.
    package static let unknownSchema = Code(description: "unknown schema")
    /// The address of a database that cannot be one.
    package static let badAddress = Code(description: "bad address")
    /// A query that cannot be answered as it is.
    package static let badQuery = Code(description: "bad query")
  }

  package var code: Code
  package var reason: String
  /// The partition that the error belongs to, where it belongs to one.
  package var stream: LedgerStream?

  package init(_ code: Code, _ reason: String, stream: LedgerStream? = nil) {
    self.code = code
    self.reason = reason
    self.stream = stream
  }

  package var description: String { "\(code): \(reason)" }
}
