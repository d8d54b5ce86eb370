import Inspection
import Ledger

/// Notifications that were not delivered yet, and where the next ones begin.
struct NotificationAnswer: Encodable {
  struct Item: Encodable {
    var id: Int64
    var subscription: String
    /// waiting or dead.
    var state: String
    /// Of the CloudEvent.
    var event: String
    var type: String
    var hazard: String
    var createdAt: String
    var attempts: Int
    /// Null for a dead one.
    var nextAt: Nullable<String>
    /// Of the last attempt; empty before the first.
    var error: String

    init(_ notification: PendingNotification) {
      id = notification.id
      subscription = notification.subscription
      state = notification.isDead ? "dead" : "waiting"
      event = notification.change
      type = notification.type
      hazard = notification.hazard.description
      createdAt = notification.createdAt.iso8601
      attempts = notification.attempts
      nextAt = Nullable(notification.nextAt?.iso8601)
      error = notification.error
    }
  }

  var items: [Item]
  /// The `cursor` of the next page; null on the last one.
  var next: Nullable<String>
  /// On all pages.
  var total: Int

  init(_ page: NotificationPage) {
    items = page.notifications.map(Item.init)
    next = Nullable(page.next.map { OpaqueCursor.text(notification: $0) })
    total = page.total
  }
}

struct RedeliveryAnswer: Encodable {
  /// How many dead notifications are tried again.
  var redelivered: Int
}
