import Ledger

/// Some hazards, and where the next ones begin.
struct HazardPageAnswer: Encodable {
  var items: [HazardAnswer]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>
  /// On all pages; at least so many where that is not exact.
  var total: Int
  var totalIsExact: Bool

  init(_ page: HazardPage) {
    items = page.hazards.map(HazardAnswer.init)
    next = Nullable(page.next.map(OpaqueCursor.text))
    total = page.total
    totalIsExact = page.isTotalExact
  }
}
