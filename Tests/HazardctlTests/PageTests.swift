import Testing

@Suite struct PageTests {
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func overview() async throws {
    try await CannedAPI.run(["/v1/overview": [.ok(Samples.overview)]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "overview")
      #expect(run.code == 0)
      #expect(run.err == "")
      #expect(run.out.contains("task results      1,234,567\n"))
      #expect(run.out.contains("campaigns         3, 2 running\n"))
      #expect(run.out.contains("settlement rate   82.0% (41 of 50)\n"))
    }
  }

  @Test func jsonIsTheAPIsOwn() async throws {
    try await CannedAPI.run(["/v1/overview": [.ok(Samples.overview)]]) { _, url in
      for arguments in [["--json", "overview"], ["overview", "--json"]] {
        let run = await CommandLineRun.of("--api", url, arguments[0], arguments[1])
        #expect(run.code == 0)
        #expect(run.out == Samples.overview + "\n")
      }
    }
  }

  @Test func theAddressComesFromTheOptionThenTheVariable() async throws {
    try await CannedAPI.run(["/v1/months": [.ok(Samples.months)]]) { api, url in
      let named = await CommandLineRun.of("months", variables: ["HAZARDCTL_API": url])
      #expect(named.code == 0)
      let wrong = ["HAZARDCTL_API": "http://127.0.0.1:1"]
      #expect(await CommandLineRun.of("months", "--api", url + "/", variables: wrong).code == 0)
      #expect(api.requests == ["/v1/months", "/v1/months"])
    }
  }

  @Test func tablesAreAlignedByDisplayWidth() async throws {
    let hazards = [
      Samples.hazard("aaaaaaaaaaaaa"), Samples.hazard("bbbbbbbbbbbbb", site: "School No. 2", grade: "blue"),
    ]
    try await CannedAPI.run(["/v1/hazards": [.ok(Samples.page(hazards, total: 2))]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "hazards")
      let expected = """
        HAZARD         LEVEL  GRADE  STATE  SITE          REGION  ITEM    REASON              SEEN  OPENED (UTC)
        aaaaaaaaaaaaa  major  red    open   第一小学      上城区  fire-1  expired 2025-01-01     3  2026-07-01 08:00
        bbbbbbbbbbbbb  major  blue   open   School No. 2  上城区  fire-1  expired 2025-01-01     3  2026-07-01 08:00

        """
      #expect(run.out == expected)
    }
  }

  @Test(arguments: [
    ("Wang", "open", false, true), ("Chen", "open", true, true), ("", "open", false, true),
    ("Wang", "closed", false, false),
  ])
  func whoAnswersIsToldFromWhoWasGivenIt(
    _ owner: String, _ state: String, _ isOther: Bool, _ answers: Bool
  ) async throws {
    let id = "aaaaaaaaaaaaa"
    let hazard = Samples.hazard(id, state: state, more: Samples.rectification(owner: owner))
    try await CannedAPI.run([
      "/v1/hazards/\(id)": [.ok(hazard)], "/v1/hazards/\(id)/responsibility": [.ok(Samples.responsibility)],
    ]) { _, url in
      let run = await CommandLineRun.of("--api", url, "responsibility", id)
      #expect(run.code == 0, "\(run.err)")
      let given = "given to    Chen; the policy as it stands would name the owner below"
      #expect(run.out.contains(given) == isOther, "\(run.out)")
      #expect(run.out.contains("owner       Wang"), "\(run.out)")
      #expect(run.out.contains("answers") == answers, "\(run.out)")
    }
  }

  @Test func moreThanOnePageSaysHowToGoOn() async throws {
    let page = Samples.page([Samples.hazard("aaaaaaaaaaaaa")], next: "CURSOR", total: 1_234)
    try await CannedAPI.run(["/v1/hazards": [.ok(page)]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "hazards", "--limit", "1")
      #expect(run.out.hasSuffix("\n1 of 1,234. All of them: --all. The next ones: --cursor CURSOR\n"))
    }
  }

  @Test func allFollowsEveryPage() async throws {
    let pages = [
      Samples.page([Samples.hazard("aaaaaaaaaaaaa")], next: "c1", total: 3),
      Samples.page([Samples.hazard("bbbbbbbbbbbbb")], next: "c2", total: 3),
      Samples.page([Samples.hazard("ccccccccccccc")], total: 3),
    ]
    try await CannedAPI.run(["/v1/hazards": pages.map { .ok($0) }]) { api, url in
      let run = await CommandLineRun.of("--api", url, "--json", "hazards", "--all", "--grade", "red")
      #expect(run.code == 0)
      #expect(run.out.contains("\"next\":null") && run.out.contains("\"total\":3"))
      for id in ["aaaaaaaaaaaaa", "bbbbbbbbbbbbb", "ccccccccccccc"] { #expect(run.out.contains(id)) }
      #expect(
        api.requests == [
          "/v1/hazards?grade=red&limit=1000", "/v1/hazards?grade=red&limit=1000&cursor=c1",
          "/v1/hazards?grade=red&limit=1000&cursor=c2",
        ])
    }
  }

  @Test func outstandingTasksAreRanges() async throws {
    let pages = [
      #"{"items":[{"first":0,"last":41},{"first":50000,"last":50000}],"next":"c1","total":44,"maxGeneration":2}"#,
      #"{"items":[{"first":60000,"last":60000}],"next":null,"total":44,"maxGeneration":2}"#,
    ]
    try await CannedAPI.run([
      "/v1/campaigns/a b/outstanding".replacing(" ", with: "%20"): pages.map { .ok($0) }
    ]) {
      api, url in
      let some = await CommandLineRun.of("--api", url, "outstanding", "a b", "--limit", "2")
      #expect(
        some.out == "FIRST   LAST  TASKS\n    0     41     42\n50000  50000      1\n\n"
          + "43 of 44 tasks. More: --cursor c1, or --all.\n")
      let last = await CommandLineRun.of(
        "--api", url, "outstanding", "a b", "--outcome", "dead", "--cursor", "c1")
      #expect(last.out.hasSuffix("\n1 of 44 tasks.\n"))
      #expect(
        api.requests == [
          "/v1/campaigns/a%20b/outstanding?limit=2",
          "/v1/campaigns/a%20b/outstanding?outcome=dead&cursor=c1",
        ])
    }
    try await CannedAPI.run(["/v1/campaigns/k/outstanding": pages.map { .ok($0) }]) { _, url in
      let all = await CommandLineRun.of("--api", url, "--json", "outstanding", "k", "--all")
      #expect(all.out.contains("\"maxGeneration\":2") && all.out.contains("\"first\":60000"))
      #expect(all.out.contains("\"next\":null"))
    }
  }

  @Test func everyFilterIsSentEncoded() async throws {
    try await CannedAPI.run(["/v1/hazards": [.ok(Samples.page([], total: 0))]]) { api, url in
      let run = await CommandLineRun.of(
        "--api", url, "hazards", "--state", "open", "--level", "major", "--grade", "red", "--region", "3301",
        "--site", "a&b", "--item", "井", "--campaign", "x y", "--limit", "5", "--cursor", "c")
      #expect(run.out == "No hazard matches.\n")
      #expect(
        api.requests == [
          "/v1/hazards?state=open&level=major&grade=red&region=3301&site=a%26b&item=%E4%BA%95"
            + "&campaign=x%20y&limit=5&cursor=c"
        ])
    }
  }

  @Test func campaignWithItsSections() async throws {
    try await CannedAPI.run(["/v1/campaigns/autumn-2026": [.ok(Samples.campaign())]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "campaign", "autumn-2026")
      #expect(run.code == 0)
      #expect(run.out.contains("progress   62.0% (310 of 500 tasks)\n"))
      #expect(run.out.contains("tasks      300 checked, 6 dead, 4 cancelled, 190 missing\n"))
      #expect(run.out.contains("outcomes   5,000 pass, 900 fail, 100 error\n"))
      #expect(
        run.out.hasSuffix(
          "SECTION  TITLE  CHECKS  PASS  FAIL  OTHER\nfire     消防       60    50     9      1\n"))
    }
  }

  @Test func everyOtherPageIsATable() async throws {
    let hazard =
      Samples.hazard("aaaaaaaaaaaaa").dropLast() + """
        ,"events":[{"kind":"found","at":"2026-07-01T08:00:00Z","campaign":"c","seq":17,"person":"李",\
        "reason":"expired","evidence":["p/1.jpg","p/2.jpg"]}]}
        """
    let answers: [String: [CannedAPI.Answer]] = [
      "/v1/campaigns": [.ok("{\"items\":[\(Samples.campaign(sections: false))]}")],
      "/v1/hazards/aaaaaaaaaaaaa": [.ok(String(hazard))], "/v1/regions": [.ok(Samples.regions)],
      "/v1/items": [.ok(Samples.items)], "/v1/months": [.ok(Samples.months)],
    ]
    try await CannedAPI.run(answers) { api, url in
      let campaigns = await CommandLineRun.of("--api", url, "campaigns")
      #expect(lines(campaigns.out)[1].hasPrefix("autumn-2026  秋季检查  running     62.0%    500     6"))
      let detail = await CommandLineRun.of("--api", url, "hazard", "aaaaaaaaaaaaa")
      #expect(
        detail.out.contains("2026-07-01 08:00  found  c           17  李      expired  p/1.jpg, p/2.jpg\n"))
      let regions = await CommandLineRun.of("--api", url, "regions", "33")
      #expect(regions.out.hasPrefix("浙江省\nCODE"))
      #expect(regions.out.contains("3301  杭州市 ›  city      40  126,000  1,377    1,250   209"))
      let items = await CommandLineRun.of("--api", url, "items", "--campaign", "c")
      #expect(items.out.contains("1,200  1,000   150     50      82.0%      140\n"))
      let months = await CommandLineRun.of("--api", url, "months")
      #expect(months.out == "MONTH    FOUND  ACCEPTED  RATE\n2026-07  1,377        60     –\n")
      #expect(
        api.requests == [
          "/v1/campaigns", "/v1/hazards/aaaaaaaaaaaaa", "/v1/regions?parent=33", "/v1/items?campaign=c",
          "/v1/months",
        ])
    }
  }

  @Test func aNarrowTerminalCutsLongTextOnly() async throws {
    let page = Samples.page([Samples.hazard("aaaaaaaaaaaaa", site: "第一小学东校区体育馆北侧仓库")], total: 1)
    try await CannedAPI.run(["/v1/hazards": [.ok(page)]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "hazards", width: 100)
      #expect(run.out.contains("第一小学东"))
      #expect(run.out.contains("…"))
      #expect(run.out.contains("aaaaaaaaaaaaa") && run.out.contains("2026-07-01 08:00"))
    }
  }

  @Test func coloursOnlyWhereTheyAreWanted() async throws {
    let page = Samples.page([Samples.hazard("aaaaaaaaaaaaa")], total: 1)
    try await CannedAPI.run(["/v1/hazards": [.ok(page)]]) { _, url in
      #expect(await !CommandLineRun.of("--api", url, "hazards").out.contains("\u{1B}"))
      let colored = await CommandLineRun.of("--api", url, "hazards", colors: true)
      #expect(colored.out.contains("\u{1B}[31mred\u{1B}[0m  "))
    }
  }

  @Test func otherPeoplesTextCannotSteerTheTerminal() async throws {
    let page = Samples.page([Samples.hazard("aaaaaaaaaaaaa", site: "x\\u001b[2J\\ny")], total: 1)
    try await CannedAPI.run(["/v1/hazards": [.ok(page)]]) { _, url in
      let run = await CommandLineRun.of("--api", url, "hazards")
      #expect(!run.out.contains("\u{1B}"))
      #expect(run.out.contains("x [2J y"))
    }
  }
}
