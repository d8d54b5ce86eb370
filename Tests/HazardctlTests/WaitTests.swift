import Testing

@Suite struct WaitTests {
  private static let path = "/v1/campaigns/autumn-2026"
  private static let complete = CannedAPI.Answer.ok(Samples.campaign(phase: "complete", checked: 490))

  @Test func itReturns0WhenTheCampaignIsComplete() async throws {
    let answers = [.ok(Samples.campaign(checked: 100)), .ok(Samples.campaign(checked: 300)), Self.complete]
    try await CannedAPI.run([Self.path: answers]) { api, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", "--timeout", "600")
      #expect(run.code == 0)
      #expect(run.out.contains("phase      complete\n"))
      #expect(run.err == "22.0%  110/500 tasks, 6 dead\n100.0%  500/500 tasks, 6 dead  195/s\n")
      #expect(api.requests.count == 3)
    }
  }

  @Test func itReturns3AtTheTimeout() async throws {
    try await CannedAPI.run([Self.path: [.ok(Samples.campaign())]]) { api, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", "--timeout", "2.5")
      #expect(run.code == 3)
      #expect(run.out == "")
      #expect(run.err.contains("autumn-2026 is not complete after 3 s"))
      // At 0, 1, 2 and 2.5 seconds.
      #expect(api.requests.count == 4)
    }
  }

  @Test func aTimeoutOfZeroAsksOnce() async throws {
    try await CannedAPI.run([Self.path: [.ok(Samples.campaign())]]) { api, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", "--timeout", "0")
      #expect(run.code == 3)
      #expect(api.requests.count == 1)
    }
  }

  @Test func aTerminalGetsABarThatIsDrawnOver() async throws {
    try await CannedAPI.run([Self.path: [.ok(Samples.campaign(checked: 240)), Self.complete]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", canRedraw: true)
      #expect(run.code == 0)
      #expect(run.err.hasPrefix("\r\u{1B}[K████████████░░░░░░░░░░░░ 50.0%"))
      #expect(run.err.hasSuffix("\n"))
    }
  }

  @Test func theRemainingTimeFollowsTheRate() async throws {
    let answers = [.ok(Samples.campaign(checked: 100)), .ok(Samples.campaign(checked: 200)), Self.complete]
    try await CannedAPI.run([Self.path: answers]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", canRedraw: true)
      #expect(run.err.contains("100/s  3 s left"))
    }
  }

  @Test func aCampaignThatIsNotThereYetIsWaitedFor() async throws {
    let unknown = CannedAPI.Answer.problem(404, "There is no such campaign.")
    try await CannedAPI.run([Self.path: [unknown, unknown, Self.complete]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait")
      #expect(run.code == 0)
      #expect(run.err.hasPrefix("waiting: There is no such campaign.\n"))
    }
  }

  @Test func aCampaignThatNeverAppearsIs2() async throws {
    try await CannedAPI.run([Self.path: [.problem(404, "There is no such campaign.")]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait")
      #expect(run.code == 2)
      #expect(run.err.contains("hazardctl: There is no such campaign."))
    }
  }

  @Test func aRestartOfTheServerIsSurvived() async throws {
    let down = CannedAPI.Answer.problem(503, "starting")
    try await CannedAPI.run([Self.path: [.ok(Samples.campaign()), down, down, Self.complete]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait")
      #expect(run.code == 0)
      #expect(run.err.contains("waiting: the API failed"))
    }
  }

  @Test func aServerThatIsJustBeingRestartedIsWaitedFor() async throws {
    let down = CannedAPI.Answer.problem(503, "starting")
    try await CannedAPI.run([Self.path: [down, down, Self.complete]]) { api, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026", "--wait", "--timeout", "10")
      #expect(run.code == 0)
      #expect(run.err.hasPrefix("waiting: the API failed"))
      #expect(api.requests.count == 3)
    }
  }

  @Test(arguments: [["--timeout", "10"], []])
  func aServerThatIsNeverThereIs1(_ options: [String]) async {
    let words = ["--api", "http://127.0.0.1:1", "campaign", "x", "--wait"]
    let run = await CommandLineRun.of(words + options)
    #expect(run.code == 1)
    #expect(run.err.hasPrefix("waiting: cannot reach the API") && run.err.contains("hazardctl: cannot reach"))
  }
}
