import Foundation
import HazardctlKit
import Inspection
import Ledger
import Synchronization
import TestSupport
import Testing

/// hazardctl shares no type with the API: only running one against the other shows that they still agree.
@Suite struct HazardctlContractTests {
  private final class Output: Sendable {
    let text = Mutex("")
  }

  @Test(arguments: [
    (["overview"], "settlement rate   82.0% (41 of 50)"),
    (["campaigns"], "autumn-2026"),
    (["campaign", "autumn-2026"], "62.0% (310 of 500 tasks)"),
    (
      ["outstanding", "autumn-2026", "--outcome", "missing", "--limit", "2"],
      "43 of 190 tasks. More: --cursor"
    ),
    (["hazards", "--state", "open", "--level", "major", "--grade", "orange"], "第一小学"),
    (["hazards", "--region", "3301", "--site", "s1", "--item", "i", "--campaign", "c"], "1 of 50."),
    (["hazard", Fixtures.hazard().id.description], "2026-07-03 08:00"),
    (["hazards", "--sort", "difficulty,age"], "1 of 50."),
    (["explain", Fixtures.hazard().id.description], "by criterion M1 of major-fire, version 2024"),
    (["sites", "--colour", "orange"], "第一小学"),
    (["errors", "autumn-2026"], "no photo is attached"),
    (["regions"], "杭州市 ›"),
    (["regions", "3301"], "上城区"),
    (["items"], "fire-1"),
    (["items", "--campaign", "autumn-2026"], "fire-1"),
    (["months"], "2026-07"),
    (["figures", "--region", "3301", "--at", "2026-10-01"], "82.0%"),
    (["figures"], "closed hazards, of all hazards but dismissed ones."),
    (["rank", "3301", "--by", "score-flat", "--minimum", "1"], "25.00"),
    (["rank"], "82.0%"),
    (["resolved"], "教育局"),
    (
      [
        "trend", "--from", "2026-01-01", "--to", "2027-01-01", "--baseline-from", "2025-01-01",
        "--baseline-to",
        "2026-01-01",
      ], "open at the end"
    ),
    (["coverage"], "第九小学"),
    (["signals", "--fast", "30"], "< 0.000001"),
    (["score", "s1"], "fire-1"),
    (["score", "--region", "3301"], "25.00"),
    (["what-if", "--site", "s1", "--model", "flat"], "75.00"),
    (["bulletin", "--region", "3301", "--format", "md", "--at", "2026-11-01"], "# Bulletin: 杭州市"),
    (
      ["bulletin", "--region", "3301", "--format", "md", "--at", "2026-11-01", "--lang", "zh"],
      "# 督查通报：杭州市"
    ),
    (["export", "hazards"], "'=HYPERLINK"),
    (["export", "audit", "--format", "jsonl"], "samePerson"),
  ])
  func everyCommandUnderstandsTheAPI(_ arguments: [String], _ expected: String) async throws {
    try await LoopbackAPI.run { api in
      let (code, text) = await Self.run(arguments, api)
      #expect(code == 0, "\(text)")
      #expect(text.contains(expected), "\(text)")
    }
  }

  @Test(arguments: [
    (["hazards", "--state", "opne"], "did you mean open?"),
    (["hazards", "--limit", "5000"], "1 to 1000"),
    (["hazards", "--cursor", "x"], "not a cursor"),
    (["campaign", "autum-2026"], "did you mean autumn-2026?"),
    (["hazard", "nothing"], "13 letters and digits"),
    (["explain", "nothing"], "13 letters and digits"),
    (["hazards", "--sort", "size"], "must be some of level, grade, age, difficulty"),
    (["sites", "--colour", "green"], "is not one of"),
    (["errors", "autum-2026"], "did you mean autumn-2026?"),
    (["regions", "9"], "no region"),
    (["figures", "--at", "noon"], "no time such as"),
    (["score", "nowhere"], "no site"),
    (["rank", "--by", "beauty"], "is not one of settlement"),
    (["gate", "autum-2026"], "did you mean autumn-2026?"),
    (["export", "sites", "--format", "oscal"], "csv, jsonl, geojson"),
    (["bulletin", "--region", "9"], "no region"),
    (["bulletin", "--lang", "de"], "is not one of en, zh"),
  ])
  func refusalsReachThePerson(_ arguments: [String], _ expected: String) async throws {
    try await LoopbackAPI.run { api in
      let (code, text) = await Self.run(arguments, api)
      #expect(code == 2)
      #expect(text.contains(expected), "\(text)")
    }
  }

  @Test func aClosedGateHasAnExitCodeOfItsOwn() async throws {
    try await LoopbackAPI.run { api in
      let (code, text) = await Self.run(["gate", "autumn-2026", "--zero", "major"], api)
      #expect(code == 3, "\(text)")
      #expect(text.contains("50 major hazards are open"), "\(text)")
    }
  }

  @Test func anAcceptanceThatCannotBeReadIsRefused() async throws {
    try await LoopbackAPI.run { api in
      // A script has no ledger behind it: what is accepted is said by AcceptanceTests.
      let malformed = try await api.post("/v1/campaigns/autumn-2026/accept", "{\"zero\": 1}")
      #expect(malformed.status == 400)
      let strange = try await api.post(
        "/v1/campaigns/autumn-2026/accept", "{\"person\": \"Li\", \"zero\": \"some\"}")
      #expect(strange.text.contains("zero is major or all"))
    }
  }

  @Test func anExportIsThereWhenItIsWhole() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackAPI.run { api in
        let out = folder.appendingPathComponent("hazards.csv").path
        let (code, text) = await Self.run(["export", "hazards", "--out", out], api)
        #expect(code == 0, "\(text)")
        let written = try String(contentsOfFile: out, encoding: .utf8)
        #expect(written.hasPrefix("hazard,state"))
        let (refused, _) = await Self.run(["export", "hazards", "--region", "9", "--out", out + "2"], api)
        #expect(refused == 2)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files == ["hazards.csv"])
      }
    }
  }

  @Test func waitingEndsWithACompleteCampaign() async throws {
    try await LoopbackAPI.run(ScriptedStore { $0.campaigns = [Fixtures.campaign(complete: true)] }) { api in
      let (code, text) = await Self.run(["campaign", "autumn-2026", "--wait", "--timeout", "0"], api)
      #expect(code == 0, "\(text)")
    }
  }

  @Test func waitingEndsWithACancelledCampaign() async throws {
    let store = ScriptedStore { $0.campaigns = [Fixtures.campaign(complete: true, cancelled: true)] }
    try await LoopbackAPI.run(store) { api in
      let (code, text) = await Self.run(["campaign", "autumn-2026", "--wait", "--timeout", "0"], api)
      #expect(code == 4, "\(text)")
      #expect(text.contains("cancelled     2026-07-01 08:03 UTC by 李: 洪水"), "\(text)")
      #expect(text.contains("late results  9 of cancelled tasks"), "\(text)")
      #expect(text.contains("campaign autumn-2026 was cancelled (洪水): 4 of 500 tasks"), "\(text)")
    }
  }

  static func run(_ arguments: [String], _ api: LoopbackAPI) async -> (Int32, String) {
    let output = Output()
    let console = Console(
      width: nil, colors: false, canRedraw: false,
      print: { text in output.text.withLock { $0 += text } },
      printError: { text in output.text.withLock { $0 += text } })
    let surroundings = Surroundings(
      console: console, variables: ["HAZARDCTL_API": api.base], now: { 0 }, sleep: { _ in })
    let code = await Surroundings.$current.withValue(surroundings) { await Hazardctl.execute(arguments) }
    return (code, output.text.withLock { $0 })
  }
}
