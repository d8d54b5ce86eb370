package import Inspection

/// Which checks of a campaign that came to neither a pass nor a failure are wanted.
package struct CheckErrorQuery: Sendable, Hashable {
  package var campaign: String
  /// 1...`maximumLimit`.
  package var limit: Int
  /// Where the page before ended.
  package var after: CheckErrorCursor?

  package static let maximumLimit = 1_000

  package init(campaign: String, limit: Int = 50, after: CheckErrorCursor? = nil) {
    self.campaign = campaign
    self.limit = limit
    self.after = after
  }
}

package struct CheckErrorCursor: Sendable, Hashable {
  package var seq: UInt64
  /// Its id.
  package var item: String

  package init(seq: UInt64, item: String) {
    self.seq = seq
    self.item = item
  }
}

/// A check that could not be completed, and why.
package struct CheckError: Sendable, Hashable {
  package var seq: UInt64
  package var site: String
  package var siteName: String
  package var item: String
  package var itemText: String
  package var outcome: CheckOutcome
  package var reason: String

  package init(
    seq: UInt64, site: String, siteName: String, item: String, itemText: String, outcome: CheckOutcome,
    reason: String
  ) {
    self.seq = seq
    self.site = site
    self.siteName = siteName
    self.item = item
    self.itemText = itemText
    self.outcome = outcome
    self.reason = reason
  }
}

package struct CheckErrorPage: Sendable, Hashable {
  package var errors: [CheckError]
  /// Nil on the last page.
  package var next: CheckErrorCursor?
  /// On all pages.
  package var total: Int

  package init(errors: [CheckError], next: CheckErrorCursor?, total: Int) {
    self.errors = errors
    self.next = next
    self.total = total
  }
}
