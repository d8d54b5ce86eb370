import Foundation
import Inspection
import Ledger
import Logging
import Notifications
import Rectification
import SQLLedger
import SQLiteLedger
import Synchronization
import TestSupport
import Testing

@Suite struct DeskTests {
  /// Answers as told, and remembers what it was given.
  private final class Scripted: Messenger {
    let given = Mutex<[String]>([])
    let answer = Mutex<Delivery>(.done)

    func deliver(_ notification: PendingNotification, at time: Timestamp) async -> Delivery {
      given.withLock { $0.append(notification.change) }
      return answer.withLock { $0 }
    }
  }

  private static let secret = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

  private func desk(
    _ sample: FeedSample, _ messenger: any Messenger, _ change: (inout Subscription) -> Void = { _ in },
    attempts: Int = 3
  ) throws -> NotificationDesk {
    let secret = try #require(Self.secret)
    var subscription = Subscription(id: "a", target: .webhook(.init(url: "http://x", secret: secret)))
    change(&subscription)
    var plan = NotificationPlan(subscriptions: [subscription])
    plan.retries.attempts = attempts
    return NotificationDesk(
      store: sample.ledger, plan: plan, messengers: ["a": messenger], body: { $0.type },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func time(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

  @Test func whatHappenedBeforeTheFirstTimeIsNotTold() async throws {
    try await FeedSample.run { sample in
      let messenger = Scripted()
      let desk = try desk(sample, messenger)
      try await sample.find(["A"], at: 10, seq: 0)
      #expect(try await desk.collect(at: time(1)) == false)
      try await sample.find(["B"], at: 20, seq: 1)
      #expect(try await desk.collect(at: time(2)) == false)
      #expect(try await desk.deliver(to: "a") { time(3) })
      #expect(messenger.given.withLock { $0 } == ["\(FeedSample.hazard("s", "B"))-found-k:1-1"])
      #expect(try await desk.deliver(to: "a") { time(4) } == false, "told once")
      #expect(try await sample.ledger.notifications(NotificationQuery()).total == 0)
    }
  }

  @Test func onlyWhatIsWantedIsTold() async throws {
    let changes: [((inout Subscription) -> Void, Int)] = [
      ({ $0.types = ["closed"] }, 0), ({ $0.types = ["found"] }, 4), ({ $0.levels = [.major] }, 2),
      ({ $0.regions = ["44", "33"] }, 2), ({ $0.regions = ["3301"] }, 2), ({ $0.regions = ["330101"] }, 0),
    ]
    for (index, (change, count)) in changes.enumerated() {
      try await FeedSample.run { sample in
        let desk = try desk(sample, Scripted(), change)
        _ = try await desk.collect(at: time(1))
        try await sample.find(["A", "B"], at: 10, seq: 0)
        try await sample.find(["A", "B"], site: "t", region: "55", at: 10, seq: 2)
        _ = try await desk.collect(at: time(2))
        #expect(try await sample.ledger.notifications(NotificationQuery()).total == count, "case \(index)")
      }
    }
  }

  @Test func whatFailsIsTriedAgainAndThenDead() async throws {
    try await FeedSample.run { sample in
      let messenger = Scripted()
      messenger.answer.withLock { $0 = .failed("no") }
      let desk = try desk(sample, messenger)
      _ = try await desk.collect(at: time(0))
      try await sample.find(["A"], at: 10, seq: 0)
      _ = try await desk.collect(at: time(0))
      #expect(try await desk.deliver(to: "a") { time(0) })
      #expect(try await desk.deliver(to: "a") { time(2) } == false, "5 s at most, 2.5 s at least")
      #expect(try await desk.deliver(to: "a") { time(5) })
      let waiting = try await sample.ledger.notifications(NotificationQuery(isDead: false)).notifications
      #expect(waiting.map(\.attempts) == [2] && waiting.map(\.error) == ["no"])
      #expect(waiting[0].nextAt.map { $0 >= time(10) && $0 <= time(15) } == true)
      #expect(try await desk.deliver(to: "a") { time(15) })
      #expect(try await desk.deliver(to: "a") { time(100_000) } == false)
      let dead = try await sample.ledger.notifications(NotificationQuery(isDead: true)).notifications
      #expect(dead.map(\.attempts) == [3])
      #expect(try await sample.ledger.redeliver(dead[0].id + 1, at: time(100_000)) == 0)
      #expect(try await sample.ledger.redeliver(nil, at: time(100_000)) == 1)
      #expect(try await sample.ledger.redeliver(nil, at: time(100_000)) == 0, "it is dead no more")
      messenger.answer.withLock { $0 = .done }
      #expect(try await desk.deliver(to: "a") { time(100_000) })
      #expect(Set(messenger.given.withLock { $0 }).count == 1 && messenger.given.withLock { $0.count } == 4)
      #expect(try await sample.ledger.notifications(NotificationQuery()).total == 0)
    }
  }

  @Test func whatIsRefusedIsDeadAtOnce() async throws {
    try await FeedSample.run { sample in
      let messenger = Scripted()
      messenger.answer.withLock { $0 = .refused("never") }
      let desk = try desk(sample, messenger)
      _ = try await desk.collect(at: time(0))
      try await sample.find(["A", "B"], at: 10, seq: 0)
      _ = try await desk.collect(at: time(0))
      _ = try await desk.deliver(to: "a") { time(0) }
      let page = try await sample.ledger.notifications(
        NotificationQuery(isDead: true, subscription: "a", limit: 1))
      #expect(page.total == 2 && page.notifications.count == 1)
      let rest = try await sample.ledger.notifications(NotificationQuery(limit: 1, after: page.next))
      #expect(rest.notifications.map(\.error) == ["never"] && rest.next == nil)
    }
  }

  @Test(arguments: [
    ("200 OK", Delivery.done), ("204 No Content", .done),
    ("500 Oops", .failed("answered with status 500")), ("302 Found", .failed("answered with status 302")),
    ("410 Gone", .refused("answered with status 410: it wants no more")),
    ("429 Slow\r\nRetry-After: 7", .failed("answered with status 429", wait: .seconds(7))),
  ])
  func theAnswerDecides(_ status: String, _ expected: Delivery) async throws {
    let secret = try #require(Self.secret)
    let answer = "HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    let delivery = try await CannedServer.run(.answers(answer)) { server in
      try await deliver(.init(url: "http://127.0.0.1:\(server.port)/hook", secret: secret))
    }
    #expect(delivery == expected)
  }

  @Test func whoIsNotThereIsTriedAgain() async throws {
    let secret = try #require(Self.secret)
    let delivery = try await CannedServer.refusing { port in
      try await deliver(.init(url: "http://127.0.0.1:\(port)/hook", secret: secret))
    }
    guard case .failed(let error, nil) = delivery else {
      Issue.record("\(delivery)")
      return
    }
    #expect(error.hasPrefix("cannot be reached: "))
  }

  private func deliver(_ webhook: Subscription.Webhook) async throws -> Delivery {
    let client = WebhookMessenger.Client()
    let notification = PendingNotification(
      id: 1, subscription: "a", change: "c", type: "found", hazard: HazardID(rawValue: 1), body: "{}",
      createdAt: time(0), attempts: 0, nextAt: time(0), error: "")
    let delivery = await WebhookMessenger(webhook, contentType: "application/json", client: client)
      .deliver(notification, at: time(1))
    await client.shutDown()
    return delivery
  }
}
