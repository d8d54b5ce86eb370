/// Which tasks of a campaign are wanted: those without an outcome, or those that died.
package struct OutstandingQuery: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// No outcome so far.
    case missing
    case dead

    package var name: String { rawValue }
  }

  package var campaign: String
  package var kind: Kind
  /// Ranges on a page, 1...`maximumLimit`.
  package var limit: Int
  /// The first seq of the page.
  package var from: UInt64

  package static let maximumLimit = 10_000

  package init(campaign: String, kind: Kind = .missing, limit: Int = 1_000, from: UInt64 = 0) {
    self.campaign = campaign
    self.kind = kind
    self.limit = limit
    self.from = from
  }
}

/// Ranges of seqs, ascending and not adjacent, and where the next ones begin.
package struct OutstandingPage: Sendable, Hashable {
  package var ranges: [ClosedRange<UInt64>]
  /// Nil on the last page.
  package var next: UInt64?
  /// Seqs on all pages.
  package var total: Int
  /// The highest generation among the campaign's dead tasks; 0 without any.
  package var maximumGeneration: UInt32

  package init(ranges: [ClosedRange<UInt64>], next: UInt64?, total: Int, maximumGeneration: UInt32) {
    self.ranges = ranges
    self.next = next
    self.total = total
    self.maximumGeneration = maximumGeneration
  }
}
