import Foundation
import TestSupport
import Testing

extension EndToEndTests {
  /// What answers well, badly, in another tongue, without end, and not at all, through the whole fleet.
  @Test func networkProbesDecideThroughTheFleet() async throws {
    let page = try LoopbackServer { connection in
      _ = connection.receive()
      connection.write(
        Array("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"a\": 1}".utf8))
    }
    let garbage = try LoopbackServer { connection in
      _ = connection.receive()
      connection.write(Array("\u{1}\u{2} this is no HTTP\r\n\r\n".utf8))
    }
    let endless = try LoopbackServer { connection in
      _ = connection.receive()
      connection.write(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8))
      let chunk = [UInt8](repeating: 120, count: 65_536)
      while connection.write(chunk) {}
    }
    let silent = try LoopbackServer { connection in while connection.receive() != nil {} }
    defer { for server in [page, garbage, endless, silent] { server.stop() } }
    try await CannedServer.refusing { refusing in
      try await TLSServers.run { tls in
        let cases: [(probe: String, reason: String?)] = [
          ("http http://\(page.address)/ json:/a=1", nil), ("tcp \(page.address)", nil),
          ("tls \(tls.good) name=device.test days>=30", nil),
          ("http http://\(page.address)/ status=404", "answered with status 200"),
          ("http http://\(garbage.address)/", "does not speak HTTP"),
          ("http http://127.0.0.1:\(refusing)/", "refuses connections"),
          ("tcp 127.0.0.1:\(refusing)", "refuses connections"),
          ("tls 127.0.0.1:\(refusing)", "refuses connections"),
          ("tls \(tls.good) name=other.test", "trusted"),
          ("tls \(tls.expired) name=device.test", "expired on 2021-03-04"),
          ("tls \(tls.foreign) name=device.test", "trusted"), ("tls \(page.address)", ""),
        ]
        let undecided = [
          "http http://\(endless.address)/", "http http://\(silent.address)/ timeout=300ms",
          "tls \(silent.address) timeout=300ms",
        ]
        try await Fleet.run { fleet in
          let campaign = try NetworkCampaign.write(fleet, probes: cases.map(\.probe) + undecided)
          let (_, api) = try await fleet.startAggregator()
          _ = try await fleet.startWorker()
          let launch = try await fleet.launch(campaign)
          try #require(launch.exit == .code(0), "\(launch.standardError)")
          let answer = try await fleet.waitUntilComplete(campaign.id, api)
          #expect(answer["tasks"]["checked"] == .int(cases.count))
          #expect(answer["tasks"]["dead"] == .int(undecided.count), "what nobody knows is never a pass")
          #expect(answer["checks"]["byOutcome"].counts == ["pass": 3, "fail": cases.count - 3])
          let reasons = try await api.hazards().reduce(into: [String: String]()) { reasons, hazard in
            reasons[hazard["item"]["id"].string ?? ""] = hazard["reason"].string
          }
          #expect(reasons.count == cases.count - 3)
          for (index, (probe, reason)) in cases.enumerated() {
            let said = reasons[NetworkCampaign.item(index)]
            guard let reason else {
              #expect(said == nil, "\(probe)")
              continue
            }
            #expect(
              said.map { reason.isEmpty || $0.contains(reason) } == true, "\(probe): \(said ?? "no hazard")")
          }
          let letters = try await fleet.succeed(
            "hazard-producer", ["dlq", "list", "--letters"] + fleet.connection)
          #expect(letters.contains("timeout") && letters.contains("output"))
          #expect(try await fleet.verify() == "verified")
        }
      }
    }
  }
}

/// Three servers with certificates of which one can be trusted.
private struct TLSServers: Sendable {
  var good: String
  var expired: String
  var foreign: String

  static func run(_ body: @Sendable (TLSServers) async throws -> Void) async throws {
    let answer = CannedServer.Manner.answers("hello")
    try await CannedServer.run(answer, certificate: (TestCertificates.good, TestCertificates.goodKey)) {
      good in
      try await CannedServer.run(
        answer, certificate: (TestCertificates.expired, TestCertificates.expiredKey)
      ) { expired in
        try await CannedServer.run(
          answer, certificate: (TestCertificates.selfSigned, TestCertificates.selfSignedKey)
        ) { foreign in
          let addresses = [good, expired, foreign].map { "127.0.0.1:\($0.port)" }
          try await body(TLSServers(good: addresses[0], expired: addresses[1], foreign: addresses[2]))
        }
      }
    }
  }
}

private enum NetworkCampaign {
  static func item(_ index: Int) -> String { "P-\(index + 10)" }

  static func write(_ fleet: Fleet, probes: [String]) throws -> Campaign {
    let roots = try fleet.write(TestCertificates.root, to: "roots.pem")
    try fleet.write(
      "topics: {retryTiers: [1s]}\nworker: {trustRoots: \(roots)}\n", to: Fleet.configurationName)
    let lines = probes.enumerated().map { "P,\(item($0)),\($1.replacing("\"", with: "'")),\($1)\n" }
    try fleet.write("# checklist: network\nsection,item,text,probe\n\(lines.joined())", to: "checklist.csv")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write("site,name,region,type\nS1,One,r,a\n", to: "sites.csv")
    let file = try fleet.write(
      """
      campaign: network
      checklist: checklist.csv
      regions: regions.csv
      sites: sites.csv
      asOf: 2026-11-02T09:00:00Z
      checksPerTask: 1
      """, to: "campaign.yaml")
    return Campaign(id: "network", file: file)
  }
}
