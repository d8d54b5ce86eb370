import Fleet
import Foundation
import Testing

extension EndToEndTests {
  /// The aggregator is killed on the way: everything is told nevertheless, and what is told twice has the same id.
  @Test func whatHappensIsPublishedAndTold() async throws {
    try await Fleet.run { fleet in
      let subscribers = try await Subscribers.start(fleet)
      let closed = try LoopbackPort.free()
      let file = try fleet.write(
        """
        retry: {attempts: 3, first: 1s, longest: 2s}
        subscriptions:
          - {id: all, webhook: {url: "\(subscribers.hook)/all", secretFile: \(try fleet.write(Subscribers.secret, to: "s"))}}
          - {id: flaky, events: [closed], webhook: {url: "\(subscribers.hook)/flaky", secretFile: \(fleet.file("s").path)}}
          - {id: nobody, levels: [major], webhook: {url: "http://127.0.0.1:\(closed)/", secretFile: \(fleet.file("s").path)}}
          - id: duty
            levels: [major]
            mail: {server: "\(subscribers.mail)", from: fleet@example.org, to: [duty@example.org], user: fleet, passwordFile: \(try fleet.write("pass word\n", to: "p"))}

        """, to: "notifications.yaml")
      let options = ["--events", "--notifications", file]
      let campaign = try TwoHazards.write(fleet)
      let (first, api) = try await fleet.startAggregator(name: "a1", options: options)
      _ = try await fleet.startWorker(name: "w1")
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      _ = try await fleet.waitUntilComplete(campaign.id, api)
      let hazards = try await api.hazards().reduce(into: [String: String]()) { hazards, hazard in
        hazards[hazard["item"]["id"].string ?? ""] = hazard["id"].string
      }
      let major = try #require(hazards["B"])
      let general = try #require(hazards["A"])
      try await fleet.commands([("assign", ["--owner", "Wang"]), ("start", [])], major, api)
      first.kill()

      let (second, again) = try await fleet.startAggregator(name: "a1", options: options)
      let rest = [("rectify", ["--evidence", "a.jpg"]), ("accept", ["--person", "Zhao"])]
      try await fleet.commands(rest, major, again)
      let fixed = ["--fixed-by", "Wang", "--evidence", "a.jpg"]
      try await fleet.commands([("fix-on-the-spot", fixed)], general, again)

      let types = ["found", "assigned", "started", "rectified", "closed"]
      let expected = Set(types.map { "\(major) \($0)" } + ["\(general) found", "\(general) closed"])
      func told(_ via: String) throws -> [String] {
        try subscribers.received().filter { $0["via"].string == via }.map { message in
          #expect(message["ok"] == .bool(true), "\(message)")
          #expect(message["form"].string == "application/cloudevents+json; charset=utf-8")
          #expect(message["event"]["id"].string == message["id"].string)
          let type = (message["event"]["type"].string ?? "").split(separator: ".").last ?? ""
          return "\(message["event"]["subject"].string ?? "") \(type)"
        }
      }
      _ = try await eventually("everything is told", within: .seconds(60)) { () -> Bool? in
        try Set(told("/all")).isSuperset(of: expected) && told("/flaky").count >= 2 ? true : nil
      }
      // The re-inspection, which nobody's observation decides, may be told as well.
      let extra = try Set(told("/all")).subtracting(expected)
      #expect(extra.allSatisfy { $0 == "\(major) re-inspection-undecided" }, "\(extra)")
      #expect(try Set(told("/flaky")) == ["\(major) closed", "\(general) closed"])

      // The topic has the same, each hazard's in order.
      let published = try await eventually("everything is published", within: .seconds(60)) { () -> [JSON]? in
        let events = try await fleet.records(of: fleet.topics.events).map { record in
          let event = try JSON(String(decoding: record.value, as: UTF8.self))
          #expect(event["subject"].string == String(decoding: record.key, as: UTF8.self))
          return event
        }
        let said = events.map {
          "\($0["subject"].string ?? "") \($0["type"].string?.split(separator: ".").last ?? "")"
        }
        let ids = Set(events.compactMap { $0["id"].string })
        let told = try subscribers.received().filter { $0["via"].string == "/all" }.compactMap {
          $0["id"].string
        }
        return Set(said).isSuperset(of: expected) && ids.isSuperset(of: told) ? events : nil
      }
      var seen: Set<String> = []
      let order = published.filter {
        seen.insert($0["id"].string ?? "").inserted && $0["subject"].string == major
      }
      .compactMap { $0["type"].string?.split(separator: ".").last.map(String.init) }
      #expect(order.filter(types.contains) == types)

      // Mail is told of the major one only, each message once more after the refusal, all with their own id.
      _ = try await eventually("mail has come", within: .seconds(60)) { () -> Bool? in
        let ids = try Set(
          subscribers.received().filter { $0["via"].string == "mail" }.map { $0["id"].string })
        return ids.count >= types.count ? true : nil
      }
      let mail = try subscribers.received().filter { $0["via"].string == "mail" }
      #expect(mail.allSatisfy { $0["ok"] == .bool(true) && $0["subject"].string?.contains("major") == true })
      #expect(mail.contains { $0["text"].string?.contains("event: closed\n") == true })

      // Who cannot be reached is given up, and told when he is there again.
      _ = try await eventually("it is given up", within: .seconds(60)) { () -> Bool? in
        let dead = try await again.json("/v1/notifications?state=dead&subscription=nobody")
        return (dead["total"].number ?? 0) >= Double(types.count) ? true : nil
      }
      let arguments = ["--api", again.base]
      let page = try await fleet.succeed("hazardctl", ["notifications", "--state", "dead"] + arguments)
      #expect(page.contains("nobody") && page.contains("cannot be reached"))
      let redelivered = try await fleet.succeed("hazardctl", ["redeliver", "--all"] + arguments)
      #expect(redelivered.hasSuffix("are tried again.\n"))
      second.terminate()
      #expect(try await second.waitForExit(within: .seconds(30)) == .code(0))
      #expect(try await fleet.verify() == "verified")
    }
  }

  @Test func subscriptionsThatAreWrongAreSaidSo() async throws {
    try await Fleet.runWithoutBroker { fleet in
      let file = try fleet.write("subscriptions: [{id: a, events: [fund]}]", to: "n.yaml")
      let output = try await fleet.run(
        "hazard-aggregator",
        ["run", "--database", fleet.database, "--notifications", file] + fleet.connection)
      #expect(output.exit == .code(2))
      #expect(output.standardError.contains("n.yaml:1: events: \"fund\" is none of "))
    }
  }
}

extension Fleet {
  /// Gives commands about one hazard, one after the other.
  fileprivate func commands(_ commands: [(String, [String])], _ hazard: String, _ api: API) async throws {
    for (command, options) in commands {
      let person = options.contains("--person") ? [] : ["--person", "Wang Wei"]
      let own = command == "fix-on-the-spot" ? ["--person", "Li"] : person
      try await succeed("hazardctl", [command, hazard, "--api", api.base] + own + options)
    }
  }
}

enum TwoHazards {
  static func write(_ fleet: Fleet) throws -> Campaign {
    try fleet.write(
      "# checklist: two\nsection,item,text,level\nS,A,Exits are free,general\nS,B,Valves are tight,major\n",
      to: "checklist.csv")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,Schule für alle,r,school\n", to: "sites.csv")
    try fleet.write(
      "site,item,value,observed_at\nS1,A,no,2026-11-02T09:00:00Z\nS1,B,no,2026-11-02T09:00:00Z\n",
      to: "observations.csv")
    let file = try fleet.write(
      """
      campaign: two
      checklist: checklist.csv
      regions: regions.csv
      sites: sites.csv
      observations: [observations.csv]
      """, to: "campaign.yaml")
    return Campaign(id: "two", file: file)
  }
}
