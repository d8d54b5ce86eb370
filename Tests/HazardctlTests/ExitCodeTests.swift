import Foundation
import Testing

@Suite struct ExitCodeTests {
  @Test func nobodyThereIs1AndSaysWhatToDo() async {
    let run = await CommandLineRun.of("--api", "http://127.0.0.1:1", "overview")
    #expect(run.code == 1)
    #expect(run.out == "")
    #expect(run.err.contains("http://127.0.0.1:1"))
    #expect(run.err.contains("refused"))
    #expect(run.err.contains("hazard-aggregator") && run.err.contains("--api"))
  }

  @Test func aServerErrorIs1() async throws {
    try await CannedAPI.run(["/v1/overview": [.problem(500, "see the log")]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "overview")
      #expect(run.code == 1)
      #expect(run.err.contains("\(url)/v1/overview") && run.err.contains("see the log"))
    }
  }

  @Test func aServerThatIsNotTheAPIIs1() async throws {
    let page = CannedAPI.Answer(type: "text/html", body: "<html>")
    try await CannedAPI.run(["/v1/overview": [page], "/v1/months": [.ok("{\"items\":[{}]}")]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "overview")
      #expect(run.code == 1)
      #expect(run.err.contains("not as HazardFleet's API"))
      let odd = await CommandLineRun.of("--api", url, "months")
      #expect(odd.code == 1)
      #expect(odd.err.contains("same version"))
    }
  }

  @Test func aRefusalIs2WithTheProblemsDetail() async throws {
    let problem = CannedAPI.Answer.problem(
      400, "2 query parameters cannot be used; see errors.",
      errors: #"[{"field":"state","detail":"bad"},{"field":"grade","detail":"worse"}]"#)
    try await CannedAPI.run(["/v1/hazards": [problem]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "hazards", "--state", "x")
      #expect(run.code == 2)
      #expect(
        run.err == """
          hazardctl: 2 query parameters cannot be used; see errors.
            state: bad
            grade: worse

          """)
    }
  }

  @Test func whatIsNotThereIs2() async throws {
    try await CannedAPI.run([:]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "no/such")
      #expect(run.code == 2)
      #expect(run.err.contains("/v1/campaigns/no%2Fsuch"))
    }
  }

  @Test(arguments: [
    ["nonsense"], ["hazards", "--limit", "many"], ["campaign"], ["campaign", "x", "--timeout", "5"],
    ["campaign", "x", "--wait", "--timeout", "-5"], ["hazards", "--all", "--limit", "5"],
    ["overview", "--api", "ftp://x"], ["overview", "--api", "localhost:8480"], ["overview", "extra"],
  ])
  func wrongUsageIs64(_ arguments: [String]) async {
    let run = await CommandLineRun.of(arguments)
    #expect(run.code == 64)
    #expect(run.out == "")
    #expect(!run.err.isEmpty)
  }

  @Test func anItemThatIsAnsweredTwiceIs64() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("answers-\(UUID()).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    let start = ["submit", "k", "S1", "--person", "Li"]
    let options = await CommandLineRun.of(start + ["--answer", "EXT-1=no", "--answer", "EXT-1=yes"])
    #expect(options.code == 64 && options.err.contains("EXT-1"), "\(options.err)")
    for text in ["EXT-1=no\nEXT-2=1\nEXT-1=yes\n", #"[{"item":"EXT-1","value":"no"},{"item":"EXT-1"}]"#] {
      try Data(text.utf8).write(to: file)
      let run = await CommandLineRun.of(start + ["--file", file.path])
      #expect(run.code == 64 && run.err.contains("EXT-1 a second time"), "\(run.err)")
    }
    try Data("EXT-1=no\n".utf8).write(to: file)
    let both = await CommandLineRun.of(start + ["--file", file.path, "--answer", "EXT-1=yes"])
    #expect(both.code == 64 && both.err.contains("EXT-1 is answered twice"), "\(both.err)")
  }

  @Test func aWrongVariableIs64() async {
    let run = await CommandLineRun.of("overview", variables: ["HAZARDCTL_API": "nowhere"])
    #expect(run.code == 64)
    #expect(run.err.contains("HAZARDCTL_API=nowhere"))
  }

  @Test func helpTeachesWithExamples() async {
    let run = await CommandLineRun.of("--help")
    #expect(run.code == 0)
    #expect(run.err == "")
    for text in ["EXAMPLES", "EXIT CODES", "HAZARDCTL_API", "--wait", "regions"] {
      #expect(run.out.contains(text))
    }
  }
}
