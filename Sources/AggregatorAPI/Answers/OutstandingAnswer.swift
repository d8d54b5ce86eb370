import Ledger

/// Some ranges of tasks, and where the next ones begin.
struct OutstandingAnswer: Encodable {
  /// Both ends belong to it.
  struct Range: Encodable {
    var first: UInt64
    var last: UInt64
  }

  var items: [Range]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>
  /// Tasks on all pages.
  var total: Int
  /// The highest among the campaign's dead tasks.
  var maxGeneration: UInt32

  init(_ page: OutstandingPage) {
    items = page.ranges.map { Range(first: $0.lowerBound, last: $0.upperBound) }
    next = Nullable(page.next.map { OpaqueCursor.text(seq: $0) })
    total = page.total
    maxGeneration = page.maximumGeneration
  }
}
