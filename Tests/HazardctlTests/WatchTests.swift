import HazardctlKit
import Testing

@Suite struct WatchTests {
  private static let overview = "/v1/overview"

  @Test func aTerminalShowsItAgainInPlace() async throws {
    try await CannedAPI.run([Self.overview: [.ok(Samples.overview)]]) { api, url in
      let screen = TestScreen(events: [.timeout, .timeout, .key("q")])
      let run = await CommandLineRun.of("--api", url, "overview", "--watch", "5", screen: screen)
      #expect(run.code == 0)
      #expect(api.requests.count == 3)
      #expect(screen.drawn.count == 3)
      #expect(screen.drawn.allSatisfy { $0.contains("hazardctl overview, every 5 s; q ends it") })
      #expect(screen.drawn.allSatisfy { $0.contains("settlement rate") })
      #expect(screen.calls == ["enter", "leave"])
    }
  }

  @Test func controlCAndTheEndOfTheProcessEndIt() async throws {
    for event in [Screen.Event.key("\u{3}"), .ended] {
      try await CannedAPI.run([Self.overview: [.ok(Samples.overview)]]) { api, url in
        let screen = TestScreen(events: [event, .timeout])
        let run = await CommandLineRun.of("--api", url, "overview", "--watch", "1", screen: screen)
        #expect(run.code == 0)
        #expect(api.requests.count == 1)
      }
    }
  }

  @Test func withoutATerminalBlocksFollowEachOther() async throws {
    try await CannedAPI.run([Self.overview: [.ok(Samples.overview)]]) { api, url in
      let run = await CommandLineRun.of("--api", url, "overview", "--watch", "1", pauses: 1)
      #expect(api.requests.count == 2)
      #expect(run.out.contains("settlement rate   82.0% (41 of 50)\n\ncampaigns"))
    }
  }

  @Test func jsonIsALineEachTimeEvenOnATerminal() async throws {
    try await CannedAPI.run([Self.overview: [.ok(Samples.overview)]]) { _, url in
      let screen = TestScreen(events: [.key("q")])
      let run = await CommandLineRun.of(
        "--api", url, "--json", "overview", "--watch", "1", screen: screen, pauses: 2)
      #expect(run.out == String(repeating: Samples.overview + "\n", count: 3))
      #expect(screen.calls == [])
    }
  }

  @Test func aVerdictDoesNotEndIt() async throws {
    let gate =
      #"{"campaign":"c","isOpen":false,"rule":"no major hazard is open","obstacles":[],"hazards":[]}"#
    try await CannedAPI.run(["/v1/campaigns/c/gate": [.ok(gate)]]) { api, url in
      let screen = TestScreen(events: [.timeout, .key("q")])
      let run = await CommandLineRun.of("--api", url, "gate", "c", "--watch", "1", screen: screen)
      #expect(screen.drawn.count == 2)
      #expect(api.requests.count == 2)
      #expect(run.code == 0)
    }
  }

  @Test(arguments: [
    ["overview", "--watch", "0"], ["campaign", "c", "--wait", "--watch", "1"],
    ["accept", "x", "--watch", "1"],
  ])
  func whatMakesNoSenseIsRefused(_ words: [String]) async {
    let run = await CommandLineRun.of(words)
    #expect(run.code == 64)
  }
}
