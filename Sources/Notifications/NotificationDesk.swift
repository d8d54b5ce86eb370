package import Inspection
package import Ledger
package import Logging

/// Takes what happens from the ledger's feed into the outbox, and from there to the subscribers, at least once.
package struct NotificationDesk: Sendable {
  /// Its name as a reader of the feed.
  package static let reader = "notifications"
  private static let batch = 500
  /// Attempts for one subscriber at the same time.
  private static let attemptsAtOnce = 16

  /// Where everything is kept.
  package typealias Store = HazardFeed & NotificationOutbox

  private let store: any Store
  private let plan: NotificationPlan
  private let messengers: [String: any Messenger]
  private let body: @Sendable (HazardChange) throws -> String
  private let noted: @Sendable (_ subscription: String, _ outcome: String) -> Void
  private let logger: Logger

  /// - Parameters:
  ///   - messengers: by subscription.
  ///   - body: what is sent of a change.
  ///   - noted: hears of every attempt: delivered, failed or dead.
  package init(
    store: any Store, plan: NotificationPlan, messengers: [String: any Messenger],
    body: @escaping @Sendable (HazardChange) throws -> String,
    noted: @escaping @Sendable (_ subscription: String, _ outcome: String) -> Void = { _, _ in },
    logger: Logger
  ) {
    self.store = store
    self.plan = plan
    self.messengers = messengers
    self.body = body
    self.noted = noted
    self.logger = logger
  }

  /// Puts into the outbox what happened since the last time. What happened before the first time is not told.
  ///
  /// - Returns: whether there may be more.
  package func collect(at time: Timestamp) async throws -> Bool {
    guard let position = try await store.feedPosition(of: Self.reader) else {
      _ = try await store.moveFeed(of: Self.reader, from: nil, to: try await store.feedEnd())
      return false
    }
    let found = try await store.changes(after: position, limit: Self.batch)
    guard found.end != position else { return false }
    var drafts: [NotificationDraft] = []
    for change in found.changes {
      let wanting = plan.subscriptions.filter { $0.wants(change) }
      guard !wanting.isEmpty else { continue }
      let body = try body(change)
      drafts += wanting.map { NotificationDraft(subscription: $0.id, change: change, body: body) }
    }
    // When another process has read on, it has put them there.
    _ = try await store.enqueue(drafts, reader: Self.reader, from: position, to: found.end, at: time)
    return found.changes.count == Self.batch
  }

  /// Tries what is due for a subscription.
  ///
  /// - Parameter clock: what time it is.
  /// - Returns: whether anything was.
  package func deliver(to subscription: String, clock: @Sendable () -> Timestamp) async throws -> Bool {
    guard let messenger = messengers[subscription] else { return false }
    let due = try await store.dueNotifications(
      of: subscription, by: clock(), limit: Self.attemptsAtOnce)
    guard !due.isEmpty else { return false }
    let now = clock()
    let outcomes = await withTaskGroup(of: (PendingNotification, Delivery).self) { group in
      for notification in due {
        group.addTask { (notification, await messenger.deliver(notification, at: now)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    // What was cut off by the end of the program is tried again, and costs no attempt.
    let isEnding = Task.isCancelled
    let attempts = outcomes.compactMap { notification, delivery in
      isEnding && delivery != .done ? nil : attempt(notification, delivery, at: clock())
    }
    try await store.settle(attempts)
    return true
  }

  private func attempt(
    _ notification: PendingNotification, _ delivery: Delivery, at time: Timestamp
  ) -> NotificationAttempt {
    let outcome = outcome(of: delivery, attempts: notification.attempts + 1, at: time)
    switch outcome {
    case .delivered: noted(notification.subscription, "delivered")
    case .postponed: noted(notification.subscription, "failed")
    case .dead(let error):
      noted(notification.subscription, "dead")
      logger.error(
        "a notification is given up",
        metadata: [
          "subscription": "\(notification.subscription)", "notification": "\(notification.id)",
          "event": "\(notification.change)", "error": "\(error)",
        ])
    }
    return NotificationAttempt(notification.id, outcome)
  }

  private func outcome(
    of delivery: Delivery, attempts: Int, at time: Timestamp
  ) -> NotificationAttempt.Outcome {
    switch delivery {
    case .done: return .delivered
    case .refused(let error): return .dead(error: error)
    case .failed(let error, let wait):
      var random = SystemRandomNumberGenerator()
      guard let pause = plan.retries.pause(after: attempts, asked: wait, using: &random) else {
        return .dead(error: error)
      }
      return .postponed(
        until: Timestamp(milliseconds: time.milliseconds + pause.wholeMilliseconds), error: error)
    }
  }
}
