import Dashboard
import Figures
import Foundation
import Inspection
import Ledger
import Rectification
import StatusServer
import Testing

@Suite struct PageTests {
  /// Every page that is made of what people wrote.
  private func pages(_ text: String, _ viewer: Viewer) -> [Page] {
    var summary = Samples.hazard(text: text)
    summary.siteName = text
    summary.regionName = text
    summary.reason = text
    summary.rectification.owner = text
    summary.rectification.department = text
    var detail = Samples.detail(summary)
    detail.events[0].person = text
    detail.events[0].evidence = [text, "https://example.org/\(text)"]
    detail.actions[0].reason = text
    detail.actions[0].role = text
    detail.actions[0].details.observation = text
    detail.calls = [DepartmentCall(department: text, due: Samples.now)]
    let list = HazardPage(hazards: [summary], next: summary.cursor, total: 1)
    var selection = HazardSelection(FormFields("owner=x&sort=age"), now: Samples.now)
    selection.query.owner = text
    var campaign = Samples.campaign()
    campaign.title = text
    var overview = Samples.overview
    overview.overdue = list
    overview.campaigns = [campaign]
    overview.regions.children = [Samples.region(text, text)]
    let site = SiteSummary(
      id: text, name: text, type: text, region: text, regionName: text, colour: .red, hazards: 1, open: 1,
      openMajor: 1)
    let submission = ActionSubmission(
      .assign, on: [.init(summary.id, version: 1)], FormFields("owner=\(PercentText.encoded(text))"),
      by: viewer)
    let coverage = CoverageReport(
      sites: Share(1, of: 2), items: Share(1, of: 2),
      missingSites: [Uninspected(id: text, name: text, group: text)],
      next: nil, missingItems: [Uninspected(id: text, name: text, group: text)])
    return [
      overview.page(viewer), HazardListPage(selection, list).page(viewer),
      HazardDetailPage(
        detail: detail, explanation: nil, responsibility: .noPolicy, submission: submission,
        notice: .init(.failed, text, lines: [text])
      ).page(viewer),
      BulkPage(submission, hazards: [summary]).page(viewer),
      CampaignListPage(campaigns: [campaign]).page(viewer),
      CampaignPage(
        detail: CampaignDetail(
          status: campaign, sections: [.init(id: text, title: text, outcomes: campaign.outcomes)]),
        coverage: coverage, obstacles: [.init(what: .coverage, detail: text, count: 1)]
      ).page(viewer),
      RegionPage(overview.regions).page(viewer),
      SiteListPage(SiteQuery(region: text), SitePage(sites: [site], next: text, total: 1)).page(viewer),
      SiteDetailPage(site: site, open: list, closed: list, scores: []).page(viewer),
      WatchPage(supervised: list, overdue: list).page(viewer),
      FleetPage(
        overview: overview.overview, running: [campaign],
        conditions: [.init(name: text, isReady: false, reason: text)]
      ).page(viewer),
    ]
  }

  @Test(arguments: Language.allCases) func whatPeopleWriteIsNeverMarkup(_ language: Language) {
    for page in pages(Samples.hostile, Samples.viewer(language)) {
      let html = Samples.document(page, language)
      #expect(!html.contains("<script>alert"), "\(page.title)")
      #expect(!html.contains("onload='x'"), "\(page.title)")
      #expect(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;"),
        "\(page.section?.rawValue ?? "")")
      #expect(html.matches(of: #/<script/#).count == 1)
      #expect(html.matches(of: #/ style=/#).isEmpty && html.matches(of: #/ on\w+="/#).isEmpty)
    }
  }

  /// What assistive technology needs: one heading of the first level, landmarks, names for all controls and tables.
  @Test(arguments: Language.allCases) func pagesAreBuiltSoundly(_ language: Language) throws {
    for page in pages("Name", Samples.viewer(language)) {
      let html = Samples.document(page, language)
      #expect(html.contains("<html lang=\"\(language.tag)\">"))
      #expect(html.matches(of: #/<h1>/#).count == 1)
      #expect(html.matches(of: #/<main /#).count == 1)
      #expect(html.contains("class=\"skip\" href=\"#main\""))
      for table in html.matches(of: #/<table[^>]*>(.*?)<thead>/#.dotMatchesNewlines()) {
        #expect(table.1.contains("<caption"), "\(page.title)")
      }
      let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
      #expect(Set(ids).count == ids.count, "\(page.title): \(ids)")
      for field in html.matches(of: #/<label for="([^"]*)"/#) { #expect(ids.contains(String(field.1))) }
      for name in [
        "div", "section", "table", "form", "details", "ul", "ol", "dl", "span", "a", "nav", "select", "label",
        "p",
      ] {
        let (opening, closing) = (try Regex("<\(name)[ >]"), try Regex("</\(name)>"))
        #expect(html.matches(of: opening).count == html.matches(of: closing).count, "\(page.title): \(name)")
      }
    }
  }

  @Test func chinesePagesAreChinese() {
    let html = Samples.document(Samples.overview.page(Samples.viewer(.chinese)), .chinese)
    for word in ["总览", "未销号重大", "逾期", "办结率", "暂停刷新"] { #expect(html.contains(word), "\(word)") }
    for word in ["Overview", "Overdue", "Hazards", "Settlement"] { #expect(!html.contains(word), "\(word)") }
  }

  @Test(arguments: Language.allCases) func theFleetPageNamesWhatShowsWorkers(_ language: Language) {
    let conditions = ["brokers answer", "database", "partitions assigned", "mine"].map {
      FleetPage.Condition(name: $0, isReady: false, reason: "starting")
    }
    let page = FleetPage(overview: Samples.overview.overview, running: [], conditions: conditions)
    let html = Samples.document(page.page(Samples.viewer(language)), language)
    #expect(html.contains("<code>hazardctl top --workers HOST:PORT</code>"))
    #expect(html.contains("</span> mine<span"))
    for name in ["brokers answer", "partitions assigned", "database", "starting"] {
      #expect(html.contains(name) == (language == .english), "\(name)")
    }
  }

  /// Whatever a campaign of people is called stays as it is.
  @Test func titlesOfTheLedgersOwnCampaignsAreInTheReadersLanguage() {
    let campaigns = Reinspection.Kind.allCases.flatMap { kind in
      [(kind.idPrefix + "1", kind.title), ("mine-\(kind.idPrefix)", "Report"), (kind.idPrefix + "x", "Own")]
        .map {
          var campaign = Samples.campaign($0.0)
          campaign.title = $0.1
          return campaign
        }
    }
    let list = CampaignListPage(campaigns: campaigns)
    let html = Samples.document(list.page(Samples.viewer(.chinese)), .chinese)
    #expect(html.contains(">整改复查</a>") && html.contains(">隐患上报核查</a>"))
    #expect(!html.contains("Re-inspection of what"))
    #expect(html.contains(">Own</a>") && html.contains(">Report</a>"))
    let english = Samples.document(list.page(Samples.viewer()))
    #expect(english.contains(">Re-inspection of what was reported as rectified</a>"))
  }

  @Test func everyNumberOfTheOverviewLeadsToItsList() {
    let html = Samples.document(Samples.overview.page(Samples.viewer()))
    #expect(
      html.contains(
        "href=\"/hazards?state=open&amp;level=major&amp;grade=red\" aria-label=\"Major, Red: 1,234\""))
    #expect(html.contains("href=\"/hazards?overdue=true\""))
    #expect(html.contains("1,371"))
    #expect(html.contains("98.7%"))
  }

  @Test func aListKeepsItsFiltersInEveryAddress() {
    let text = "stage=rectified&level=major&owner=Wang+Wei&overdue=true&sort=age&limit=20"
    let selection = HazardSelection(FormFields(text), now: Samples.now)
    #expect(selection.mistakes.isEmpty)
    #expect(selection.query.stage == .rectified && selection.query.overdueAt == Samples.now)
    #expect(
      selection.path == "/hazards?stage=rectified&level=major&overdue=true&owner=Wang%20Wei&sort=age&limit=20"
    )
    let next = selection.path(after: Samples.hazard().cursor)
    let read = HazardSelection(FormFields(String(next.drop { $0 != "?" }.dropFirst())), now: Samples.now)
    #expect(read.query.after == Samples.hazard().cursor)
    #expect(selection.path(without: "owner").contains("owner") == false)
    let wrong = HazardSelection(FormFields("level=huge&sort=colour&cursor=x&limit=9999"), now: Samples.now)
    #expect(Set(wrong.mistakes.keys) == ["level", "sort", "cursor", "limit"])
    let html = Samples.document(
      HazardListPage(wrong, HazardPage(hazards: [], next: nil, total: 0)).page(Samples.viewer()))
    #expect(html.contains("is not one of the choices") && html.contains("aria-invalid"))
  }

  /// Exactly what the rules allow and the reader may do.
  @Test(arguments: RectificationState.allCases) func formsAreThoseOfAllowedActions(
    _ state: RectificationState
  ) {
    var viewer = Samples.viewer()
    let summary = Samples.hazard(state: state)
    func shown() -> Set<String> {
      let html = Samples.document(Samples.page(summary).page(viewer))
      return Set(html.matches(of: #/name="action" value="([^"]*)"/#).map { String($0.1) })
    }
    #expect(shown() == Set(summary.rectification.allowed.map(\.name)))
    viewer.commands = [.start, .rectify]
    #expect(
      shown() == Set(summary.rectification.allowed.filter { [.start, .rectify].contains($0) }.map(\.name)))
    viewer.commands = []
    #expect(shown().isEmpty)
  }

  @Test func formsCarryVersionAndKey() {
    var viewer = Samples.viewer()
    let summary = Samples.hazard()
    let html = Samples.document(Samples.page(summary).page(viewer))
    #expect(html.contains("name=\"hazard\" value=\"\(summary.id):7\""))
    let keys = html.matches(of: #/name="key" value="([^"]*)"/#).map { String($0.1) }
    #expect(keys.count > 5 && Set(keys).count == keys.count)
    #expect(html.contains("name=\"person\""))
    viewer.name = "Li Na"
    #expect(!Samples.document(Samples.page(summary).page(viewer)).contains("name=\"person\""))
  }

  @Test func mistakesAreSaidAtTheirFields() {
    let viewer = Samples.viewer()
    let target = RectificationCommand.Target(Samples.hazard().id, version: 7)
    let fields = FormFields("due=tomorrow&key=k&person=Li")
    let submission = ActionSubmission(.assign, on: [target], fields, by: viewer)
    #expect(Set(submission.mistakes.keys) == ["owner", "due"])
    #expect(submission.command(at: Samples.now) == nil)
    var page = Samples.page()
    page.submission = submission
    let html = Samples.document(page.page(viewer))
    #expect(html.contains("aria-describedby=\"assign-owner-error\""))
    #expect(html.contains("id=\"assign-owner-error\">Fill this in."))
    #expect(html.contains("value=\"tomorrow\""))
  }

  @Test func aFormBecomesACommand() throws {
    let viewer = Samples.viewer()
    let target = RectificationCommand.Target(Samples.hazard().id, version: 7)
    let rectify = ActionSubmission(
      .rectify, on: [target],
      FormFields("person=Wang&role=owner&key=k1&evidence=a.jpg%0D%0Ab.jpg&owner=ignored"),
      by: viewer)
    let command = try #require(rectify.command(at: Samples.now))
    #expect(command.evidence == ["a.jpg", "b.jpg"] && command.person == "Wang" && command.key == "k1")
    #expect(command.details.owner == "" && command.targets == [target])
    let whistle = ActionSubmission(
      .whistle, on: [target], FormFields("person=Li&departments=Fire%0AWater&due=2026-12-01T08:00&reason=r"),
      by: viewer)
    let calls = try #require(whistle.command(at: Samples.now)).details.calls
    #expect(calls.map(\.department) == ["Fire", "Water"])
    // Typed in the zone of the pages.
    #expect(calls.first?.due.iso8601 == "2026-12-01T00:00:00Z")
    var named = viewer
    named.name = "Zhao"
    named.roles = ["owner"]
    let other = ActionSubmission(.start, on: [target], FormFields("person=Somebody+else"), by: named)
    #expect(other.command(at: Samples.now)?.person == "Zhao")
  }

  @Test func regionsAreRankedWithWhatTheyAreCountedFrom() {
    var small = HazardTotals()
    small.count(state: .closed, level: .general, grade: .blue, hazards: 2, sightings: 2, recurrences: 0)
    var good = HazardTotals()
    good.count(state: .closed, level: .general, grade: .blue, hazards: 60, sightings: 60, recurrences: 0)
    good.count(state: .open, level: .general, grade: .blue, hazards: 40, sightings: 40, recurrences: 0)
    let page = RegionPage(
      RegionReport(
        lineage: [],
        children: [
          Samples.region("1", "Few", totals: small), Samples.region("2", "Good", totals: good),
          Samples.region("3", "Best"),
        ]))
    #expect(page.places.map(\.totals.region.name) == ["Best", "Good", "Few"])
    #expect(page.places.map(\.rank) == [1, 2, nil])
    #expect(Samples.document(page.page(Samples.viewer())).contains("60% (60 / 100)"))
  }

  @Test(arguments: Language.allCases) func theBulletinOpensInTheReadersLanguage(_ language: Language) {
    let viewer = Samples.viewer(language)
    let report = RegionReport(lineage: [Samples.region("330102", "上城区").region], children: [])
    let region = Samples.document(RegionPage(report).page(viewer), language)
    #expect(region.contains("href=\"/v1/bulletin?region=330102&amp;lang=\(language.rawValue)\""))
    let empty = HazardPage(hazards: [], next: nil, total: 0)
    let watch = Samples.document(WatchPage(supervised: empty, overdue: empty).page(viewer), language)
    #expect(watch.contains("href=\"/v1/bulletin?lang=\(language.rawValue)\""))
  }

  @Test func mapsAreReadInBoundsAndSayTheirColoursInWords() throws {
    let square = #"{"type":"Polygon","coordinates":[[[110,23],[111,23],[111,24],[110,24],[110,23]]]}"#
    let json =
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":330102},"geometry":\#(square)}]}"#
    let map = try RegionMap(geoJSON: Data(json.utf8))
    let region = Samples.region("330102", "<上城区>")
    #expect(map.shows([region]))
    let html = map.html([region], Samples.viewer()).text
    #expect(html.contains("class=\"area red\"") && html.contains("Red") && html.contains("&lt;上城区&gt;"))
    for broken in [
      "[]", #"{"features":[{"properties":{}}]}"#,
      #"{"features":[{"properties":{"code":"1"},"geometry":{"type":"Polygon","coordinates":[[[900,1]]]}}]}"#,
      #"{"features":[{"properties":{"code":"1"},"geometry":{"type":"Polygon","coordinates":"x"}}]}"#,
    ] {
      #expect(throws: RegionMap.Fault.self) { try RegionMap(geoJSON: Data(broken.utf8)) }
    }
  }
}
