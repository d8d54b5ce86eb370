package import Inspection

/// What is to be told to subscribers, until it was.
package protocol NotificationOutbox: Sendable {
  /// Adds notifications and moves a reader of the feed on, both or neither. One that is there already stays.
  ///
  /// - Returns: false when the reader does not stand at `from`.
  func enqueue(
    _ drafts: [NotificationDraft], reader: String, from: FeedPosition?, to: FeedPosition, at time: Timestamp
  ) async throws -> Bool

  /// What may be tried by then, longest due first.
  func dueNotifications(of subscription: String, by time: Timestamp, limit: Int) async throws
    -> [PendingNotification]
  func settle(_ attempts: [NotificationAttempt]) async throws

  func notifications(_ query: NotificationQuery) async throws -> NotificationPage
  /// Has dead notifications tried again from the start.
  ///
  /// - Parameter id: of one; nil for all.
  /// - Returns: how many.
  func redeliver(_ id: Int64?, at time: Timestamp) async throws -> Int
}

/// A notification that is to be sent.
package struct NotificationDraft: Sendable, Hashable {
  package var subscription: String
  package var change: HazardChange
  /// As it is sent.
  package var body: String

  package init(subscription: String, change: HazardChange, body: String) {
    self.subscription = subscription
    self.change = change
    self.body = body
  }
}

/// A notification that was not delivered yet.
package struct PendingNotification: Sendable, Hashable {
  package var id: Int64
  package var subscription: String
  /// Of what happened, see `HazardChange`.
  package var change: String
  package var type: String
  package var hazard: HazardID
  package var body: String
  package var createdAt: Timestamp
  /// Made since it was created, or last redelivered.
  package var attempts: Int
  /// When it is tried next; nil for a dead one, which waits for a person.
  package var nextAt: Timestamp?
  /// Of the last attempt, in words; empty before the first.
  package var error: String

  package init(
    id: Int64, subscription: String, change: String, type: String, hazard: HazardID, body: String,
    createdAt: Timestamp, attempts: Int, nextAt: Timestamp?, error: String
  ) {
    self.id = id
    self.subscription = subscription
    self.change = change
    self.type = type
    self.hazard = hazard
    self.body = body
    self.createdAt = createdAt
    self.attempts = attempts
    self.nextAt = nextAt
    self.error = error
  }

  package var isDead: Bool { nextAt == nil }
}

/// What an attempt to deliver came to.
package struct NotificationAttempt: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case delivered
    case postponed(until: Timestamp, error: String)
    case dead(error: String)
  }

  package var id: Int64
  package var outcome: Outcome

  package init(_ id: Int64, _ outcome: Outcome) {
    self.id = id
    self.outcome = outcome
  }
}

package struct NotificationQuery: Sendable, Hashable {
  /// Nil for both.
  package var isDead: Bool?
  package var subscription: String?
  /// 1...`maximumLimit`.
  package var limit: Int
  /// The last one of the page before.
  package var after: Int64?

  package static let maximumLimit = 1_000

  package init(isDead: Bool? = nil, subscription: String? = nil, limit: Int = 50, after: Int64? = nil) {
    self.isDead = isDead
    self.subscription = subscription
    self.limit = limit
    self.after = after
  }
}

package struct NotificationPage: Sendable, Hashable {
  package var notifications: [PendingNotification]
  /// Nil on the last page.
  package var next: Int64?
  /// On all pages.
  package var total: Int

  package init(notifications: [PendingNotification], next: Int64?, total: Int) {
    self.notifications = notifications
    self.next = next
    self.total = total
  }
}
