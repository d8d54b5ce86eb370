import Foundation
import Testing

/// One after the other: the argument parser remembers for the whole process which shell asked last.
@Suite(.serialized) struct CompletionTests {
  @Test(arguments: [
    ("bash", "complete -o filenames -F _hazardctl hazardctl"), ("zsh", "#compdef hazardctl"),
    ("fish", "complete -c 'hazardctl'"),
  ])
  func everyShellHasItsScript(_ shell: String, _ mark: String) async {
    let run = await CommandLineRun.of("completion", shell)
    #expect(run.code == 0)
    #expect(run.out.contains(mark))
    #expect(run.out.contains("what-if"))
  }

  @Test func otherShellsAreRefused() async {
    #expect(await CommandLineRun.of("completion", "tcsh").code == 64)
  }

  /// As the scripts ask: what is completed, and the command line so far.
  private func candidates(_ option: String, _ url: String, _ words: [String]) async -> CommandLineRun {
    await CommandLineRun.of(
      [
        "---completion", words[0], "--", option, "\(words.count + 2)", "\(words.last?.count ?? 0)",
        "hazardctl", "--api", url,
      ] + words, variables: ["HAZARDCTL_COMPLETION_SECONDS": "60"])
  }

  @Test func campaignsAndRegionsComeFromTheAPI() async throws {
    let campaigns = "{\"items\":[\(Samples.campaign(sections: false))]}"
    try await CannedAPI.run(["/v1/campaigns": [.ok(campaigns)], "/v1/regions": [.ok(Samples.regions)]]) {
      api, url in
      let campaign = await candidates("positional@0", url, ["campaign", ""])
      #expect(campaign.code == 0, "\(campaign.err)")
      #expect(campaign.out.split(separator: "\n") == ["autumn-2026"])
      let region = await candidates("--region", url, ["hazards", "--region", ""])
      #expect(region.out.split(separator: "\n") == ["3301"])
      _ = await candidates("--region", url, ["hazards", "--region", "33"])
      #expect(api.requests.last == "/v1/regions?parent=33")
    }
  }

  @Test func withoutTheAPIThereIsNothingAndNoError() async {
    let run = await candidates("positional@0", "http://127.0.0.1:1", ["campaign", ""])
    #expect(run.code == 0)
    #expect(run.err == "")
    #expect(run.out.trimmingCharacters(in: .newlines) == "")
  }
}
