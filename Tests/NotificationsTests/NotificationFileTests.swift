import Foundation
import Inspection
import InspectionFormats
import Notifications
import TestSupport
import Testing

@Suite struct NotificationFileTests {
  private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private func read(_ text: String) async throws -> NotificationPlan {
    try await withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("n.yaml")
      try Data(text.replacing("FOLDER", with: folder.path).utf8).write(to: file)
      try Data("\(Self.secret)\n".utf8).write(to: folder.appendingPathComponent("secret"))
      return try NotificationFile.read(
        InputFile(path: file.path, name: "n.yaml"),
        variables: ["HOOK": Self.secret, "BAD": "hunter2", "MAIL": "pass word"])
    }
  }

  @Test func everythingIsRead() async throws {
    let plan = try await read(
      """
      retry: {attempts: 3, first: 2s, longest: 10m}
      subscriptions:
        - id: control-room
          events: [found, closed]
          levels: major
          regions: ["3301"]
          webhook: {url: "https://example.org/hooks", secretEnv: HOOK}
        - id: duty
          mail: {server: "mail.example.org:2525", from: fleet@example.org, to: [a@example.org, b@example.org], user: fleet, passwordEnv: MAIL}
        - {id: file, webhook: {url: "http://127.0.0.1:9/", secretFile: FOLDER/secret}}
      """)
    #expect(plan.retries.attempts == 3 && plan.retries.first == .seconds(2))
    #expect(plan.retries.longest == .seconds(600))
    let secret = try #require(WebhookSecret(Self.secret))
    #expect(
      plan.subscriptions == [
        Subscription(
          id: "control-room", types: ["found", "closed"], levels: [.major], regions: ["3301"],
          target: .webhook(.init(url: "https://example.org/hooks", secret: secret))),
        Subscription(
          id: "duty",
          target: .mail(
            .init(
              host: "mail.example.org", port: 2_525, from: "fleet@example.org",
              to: ["a@example.org", "b@example.org"], login: .init(user: "fleet", password: "pass word")))),
        Subscription(id: "file", target: .webhook(.init(url: "http://127.0.0.1:9/", secret: secret))),
      ])
  }

  @Test(arguments: [
    ("{}", ["n.yaml:1: subscriptions: is missing"]),
    (
      "retry: {attempts: 0, first: 10m, longest: 5s, x: 1}\nsubscriptions: []",
      [
        "n.yaml:1: x: unknown key; known are attempts, first, longest",
        "n.yaml:1: attempts: \"0\" is no whole number from 1 to 100",
        "n.yaml:1: longest: is shorter than the first pause",
      ]
    ),
    (
      "subscriptions:\n- {id: a, events: [fund], levels: [red], regions: [], webhook: {url: ftp://x, secretEnv: NO}}\n"
        + "- {id: b, webhook: {url: 'http://x', secretEnv: BAD}}\n- {id: c}\n"
        + "- {id: d, webhook: {url: 'http://x', secretEnv: HOOK}}\n- {id: d, webhook: {url: 'http://x', secretEnv: HOOK}}",
      [
        "n.yaml:2: events: \"fund\" is none of", "(did you mean found?)",
        "n.yaml:2: levels: \"red\" is none of general, major",
        "n.yaml:2: regions: names nothing; leave it out for everything",
        "n.yaml:2: url: \"ftp://x\" is no address such as https://example.org/hooks",
        "n.yaml:2: secretEnv: the environment has no variable NO",
        "n.yaml:3: secret: must be whsec_ and the Base64",
        "n.yaml:4: webhook: give either a webhook or mail", "n.yaml:6: id: \"d\" is given twice",
      ]
    ),
    (
      "subscriptions:\n- {id: m, mail: {server: 'h:x', from: 'a b@c', to: [\"x@y>\\r\\nRCPT\"]}}\n- {id: n, mail: {server: h, from: a@b, user: u}}",
      [
        "n.yaml:2: to: \"x@y>", "n.yaml:2: from: \"a b@c\" is no address such as duty@example.org",
        "n.yaml:2: server: \"h:x\" is no host:port such as mail.example.org:25", "n.yaml:3: to: is missing",
        "n.yaml:3: password: give either passwordEnv or passwordFile",
      ]
    ),
  ])
  func whatIsWrongIsSaid(_ text: String, _ expected: [String]) async throws {
    let errors = await #expect(throws: ValidationErrors.self) { try await read(text) }
    let said = errors?.description ?? ""
    for line in expected { #expect(said.contains(line), "\(line) is not in:\n\(said)") }
  }

  /// The example of the specification's own libraries.
  @Test func webhooksAreSignedAsTheStandardSays() throws {
    let secret = try #require(WebhookSecret(Self.secret))
    #expect(
      secret.signature(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: "{\"test\": 2432232314}")
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    for bad in ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!"] {
      #expect(WebhookSecret(bad) == nil)
    }
  }

  @Test func pausesGrowAndEnd() {
    var random = SeededGenerator(seed: 3)
    let schedule = RetrySchedule()
    for attempts in 1..<10 {
      let whole = min(5.0 * Double(1 << (attempts - 1)), 3_600)
      for _ in 0..<50 {
        let pause = schedule.pause(after: attempts, using: &random) ?? .zero
        #expect(pause >= .seconds(whole / 2) && pause <= .seconds(whole))
      }
    }
    #expect(schedule.pause(after: 10, using: &random) == nil)
    #expect(schedule.pause(after: 1, asked: .seconds(90), using: &random) == .seconds(90))
    #expect(schedule.pause(after: 1, asked: .seconds(90_000), using: &random) == .seconds(3_600))
  }
}
