import AggregatorAPI
import Evidence
import Foundation
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Whatever the API does under `/v1` can be asked for by a command: each is run, and the server says which route it took.
@Suite struct HazardctlReachTests {
  /// What no command asks for, and why.
  private static let leftOut = [
    "GET /v1/stream": "pages listen to it; hazardctl asks again (top, --watch)",
    "GET /v1/campaigns/{id}/stream": "pages listen to it; hazardctl asks again (campaign --wait, --watch)",
  ]

  private static let hazard = "357ntpa8q44nm"
  private static let other = "457ntpa8q44nm"
  private static let reading: [[String]] = [
    ["whoami"], ["overview"], ["campaigns"], ["campaign", "c"], ["errors", "c"], ["outstanding", "c"],
    ["certificates", "c"], ["gate", "c"], ["hazards"], ["hazard", hazard], ["events", hazard],
    ["explain", hazard],
    ["responsibility", hazard], ["near", hazard], ["sites"], ["score", "s"], ["score", "--region", "r"],
    ["regions"],
    ["items"], ["months"], ["figures"], ["rank"], ["resolved"], ["signals"], ["coverage"], ["bulletin"],
    [
      "trend", "--from", "2026-01-01", "--to", "2026-02-01", "--baseline-from", "2025-01-01", "--baseline-to",
      "2025-02-01",
    ],
    ["what-if", "--site", "s"], ["export", "hazards"], ["export", "sites"], ["export", "audit"],
    ["notifications"],
    ["report-services"], ["reports"], ["reports", "--id", "1"], ["accidents"], ["accidents", "--id", "1"],
    ["accident-series", "--from", "2026-01-01"], ["views", "finds"], ["views", "fixes"],
    ["views", "answers"],
    ["team", "c"], ["form", "c", "s"], ["submission", "submission-1"],
  ]
  private static let changing: [[String]] = [
    ["accept-campaign", "c"], ["cancel-campaign", "c", "--reason", "wrong"],
    ["submit", "c", "s", "--answer", "A-1=yes"], ["redeliver", "1"],
    ["redeliver", "--all"],
    ["report", "x", "broken", "--site", "s"],
    ["record-accident", "--occurred", "2026-01-01", "--region", "r", "--kind", "fire"],
    ["correct-accident", "1", "--deaths", "0"], ["withdraw-accident", "1"], ["team", "c", "--roles", "fire"],
    ["claim", "c", "--site", "s", "--role", "fire"], ["release", "c", "--site", "s", "--role", "fire"],
  ]
  /// What a command about hazards cannot do without.
  private static let details: [String: [String]] = [
    "assign": ["--owner", "Wang"], "accept-risk": ["--until", "2027-01-01"], "duplicate": ["--of", other],
    "hand-off": ["--owner", "Wang"], "whistle": ["--call", "Gas=2027-01-01T00:00:00Z"],
    "extend": ["--due", "2027-01-01"], "take-charge": ["--owner", "Wang"],
    "check-in": ["--department", "fire"], "fix-on-the-spot": ["--fixed-by", "Wang"],
  ]

  @Test func everyOperationHasACommand() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      try await TwoRegions.fill(ledger)
      let evidence = try #require(EvidenceInbox(folder: folder.path))
      try await LoopbackAPI.run(
        ledger, reports: ledger, feed: ledger, outbox: ledger, evidence: evidence
      ) { api in
        let photo = folder.appendingPathComponent("photo.jpg")
        try Data([0xFF, 0xD8, 0xFF, 0xE0]).write(to: photo)
        let files: [[String]] = [
          ["upload", photo.path],
          [
            "evidence", String(repeating: "a", count: 64), "--out", folder.appendingPathComponent("out").path,
          ],
        ]
        let actions = api.routes.map(\.path).filter { $0.hasPrefix("/v1/commands/") }
          .map { String($0.dropFirst("/v1/commands/".count)) }
        #expect(actions.count > 10)
        let commands = actions.flatMap { action in
          [[Self.hazard], [Self.hazard, Self.other]].map { [action] + $0 + (Self.details[action] ?? []) }
        }
        for words in Self.reading + Self.changing + files + commands {
          let (code, text) = await HazardctlContractTests.run(words + Self.person(words), api)
          #expect(code != 64, "\(words): \(text)")
        }
        let taken = try await Self.routesTaken(api)
        let routes = Set(api.routes.filter { $0.path.hasPrefix("/v1/") }.map { "\($0.method) \($0.path)" })
        #expect(routes.subtracting(taken).sorted() == Self.leftOut.keys.sorted())
      }
    }
  }

  private static func person(_ words: [String]) -> [String] {
    reading.contains(words) || ["redeliver", "upload", "evidence"].contains(words[0])
      ? [] : ["--person", "Li"]
  }

  /// By the server's own count of requests.
  private static func routesTaken(_ api: LoopbackAPI) async throws -> Set<String> {
    let lines = try await api.get("/metrics").text.split(separator: "\n")
    return Set(
      lines.filter { $0.hasPrefix("hazardfleet_http_requests_total{") }.compactMap { line in
        guard let method = label("method", line), let route = label("route", line) else { return nil }
        return "\(method) \(route)"
      })
  }

  private static func label(_ name: String, _ line: Substring) -> String? {
    guard let start = line.range(of: "\(name)=\"") else { return nil }
    return String(line[start.upperBound...].prefix { $0 != "\"" })
  }
}
