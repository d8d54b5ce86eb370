import Inspection
import Ledger

/// Some checks that could not be completed, and where the next ones begin.
struct CheckErrorAnswer: Encodable {
  struct Check: Encodable {
    struct Site: Encodable {
      var id: String
      var name: String
    }

    struct Item: Encodable {
      var id: String
      var text: String
    }

    var seq: UInt64
    var site: Site
    var item: Item
    var outcome: String
    var reason: String

    init(_ error: CheckError) {
      seq = error.seq
      site = Site(id: error.site, name: error.siteName)
      item = Item(id: error.item, text: error.itemText)
      outcome = error.outcome.name
      reason = error.reason
    }
  }

  var items: [Check]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>
  /// On all pages.
  var total: Int

  init(_ page: CheckErrorPage) {
    items = page.errors.map(Check.init)
    next = Nullable(page.next.map { OpaqueCursor.text($0) })
    total = page.total
  }
}
