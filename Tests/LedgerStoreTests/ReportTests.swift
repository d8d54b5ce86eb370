import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import Responsibility
import SQLLedger
import TestSupport
import Testing
import Wire

/// Reports in the ledger: taken, decided by a worker, relayed, and the same in a ledger made anew.
@Suite(.everyLedger) struct ReportTests {
  @Test func aReportBecomesAHazardByTheUsualWay() async throws {
    try await withBureau { bureau in
      let id = try await bureau.take("EXIT", .site("a"))
      let pending = try #require(try await bureau.ledger.reports(ReportQuery(ids: [id])).first)
      #expect(pending.state == .pending && pending.isOpen && pending.hazard == nil)
      #expect(pending.service.code == "block:EXIT")
      let sent = try await bureau.ledger.outstandingReports(limit: 10)
      #expect(sent.map(\.campaign) == [id])
      #expect(sent.first?.checklistDigest == bureau.digest)
      try await bureau.work()
      #expect(try await bureau.ledger.outstandingReports(limit: 10).isEmpty)
      let found = try #require(try await bureau.ledger.reports(ReportQuery(isOpen: true)).first)
      #expect(found.state == .confirmed)
      let hazard = try #require(found.hazard)
      #expect(hazard.id == HazardID(site: "a", checklist: "block", item: "EXIT"))
      #expect(try await bureau.ledger.campaign(id)?.status.phase == .complete)

      let fixed = RectificationCommand(
        .fixOnTheSpot, [.init(hazard.id)], at: bureau.tick(), person: "Li", evidence: ["after.jpg"],
        details: RectificationDetails(fixedBy: "Wang"))
      #expect(try await bureau.desk.carryOut(fixed, now: fixed.at).isCarriedOut)
      #expect(try await bureau.ledger.reports(ReportQuery(isOpen: true)).isEmpty)
      #expect(try await bureau.ledger.reports(ReportQuery(isOpen: false)).map(\.id) == [id])
    }
  }

  /// A ledger that was restored comes to the same place of its log again, with other reports, while the topics still hold
  /// the campaign of the first.
  @Test func reportsOfARestoredLedgerAreNotTakenForFormerOnes() async throws {
    var ids: [String] = []
    try await withBureau { ids.append(try await $0.take("EXIT", .site("a"))) }
    try await withBureau { bureau in
      _ = bureau.tick()
      ids.append(try await bureau.take("EXT", .site("b")))
    }
    let places = ids.map { $0.split(separator: "-")[1] }
    #expect(places[0] == places[1] && ids[0] != ids[1])
  }

  @Test func whatTheOwnerReportsIsRelayedUpwardAndDepartmentsAreCalled() async throws {
    try await withBureau(hasPolicy: true) { bureau in
      let due = Timestamp(milliseconds: 9_000_000)
      let call = DepartmentCall(department: "Gas Works", due: due)
      let stranger = try await bureau.file("EXIT", .site("a"), person: "Zhao", calls: [call])
      guard case .refused(let refusal) = stranger else { throw Trouble() }
      #expect(refusal.code == .notAllowed)
      let id = try await bureau.take("EXIT", .site("a"), person: " wang ", calls: [call])
      #expect(try await bureau.ledger.outstandingReports(limit: 1).first?.tasks.first?.isUrgent == true)
      try await bureau.work()
      let report = try #require(try await bureau.ledger.reports(ReportQuery(ids: [id])).first)
      #expect(report.isInstant)
      let hazard = try #require(report.hazard).id
      let detail = try #require(try await bureau.ledger.hazard(hazard))
      let relays = detail.actions.filter { $0.action == .relay }
      #expect(relays.map(\.details.region) == ["c", "p"])
      #expect(relays.map(\.details.owner) == ["County Head", "Governor"])
      #expect(detail.calls.map(\.department) == ["Gas Works"])
      #expect(try await bureau.ledger.hazards(HazardQuery(awaited: "Gas Works")).total == 1)
      // The head of the site's own region owns it, too; nobody does by Open311, where names prove nothing.
      _ = try await bureau.take("EXT", .site("b"), person: "County Head")
      _ = try await bureau.take("EXT", .site("a"), person: "Wang", channel: .open311)
      let instant = try await bureau.ledger.reports(ReportQuery()).map(\.isInstant)
      #expect(instant.count { $0 } == 2)
    }
  }

  @Test func aPointMeansTheNearestSiteAndANameItsOwn() async throws {
    try await withBureau { bureau in
      let point = try #require(Site.Position(latitude: 23.0004, longitude: 112.0))
      let id = try await bureau.take("EXIT", .point(point))
      let report = try #require(try await bureau.ledger.reports(ReportQuery(ids: [id])).first)
      #expect(report.site == "b")
      let distance = try #require(report.distance)
      #expect(abs(distance - 11.12) < 0.05, "\(distance)")
      let named = try await bureau.take("EXIT", .address(" tower a "))
      #expect(try await bureau.ledger.reports(ReportQuery(ids: [named])).first?.site == "a")
      let far = try #require(Site.Position(latitude: 24, longitude: 112))
      for (place, said) in [
        (HazardReport.Place.point(far), "within 500 m"), (.address("Twin"), "t1, t2"),
        (.site("x"), "no site"),
        (.address("Nowhere"), "no site has"),
      ] {
        guard case .refused(let refusal) = try await bureau.file("EXIT", place) else { throw Trouble() }
        #expect(refusal.code == .unknownPlace)
        #expect(refusal.reason.contains(said), "\(refusal.reason)")
      }
    }
  }

  @Test func whatCannotBeTakenIsSaid() async throws {
    try await withBureau { bureau in
      for (service, description, code, said) in [
        ("ROOF", "x", ReportRefusal.Code.unknownService, "no service"),
        ("EXIT", " ", .incomplete, "description"),
        ("PRESSURE", "x", .incomplete, "observation is missing"),
        ("", "x", .incomplete, "service is missing"),
      ] {
        let receipt = try await bureau.file(service, .site("a"), description: description)
        guard case .refused(let refusal) = receipt else { throw Trouble() }
        #expect(refusal.code == code)
        #expect(refusal.reason.contains(said), "\(refusal.reason)")
      }
      let first = try await bureau.file("EXIT", .site("a"), key: "k")
      guard case .taken(let id, false) = first else { throw Trouble() }
      #expect(try await bureau.file("EXIT", .site("a"), key: "k") == .taken(id: id, isRepeated: true))
      guard case .refused(let reused) = try await bureau.file("EXT", .site("a"), key: "k") else {
        throw Trouble()
      }
      #expect(reused.code == .keyReused)
      #expect(try await bureau.ledger.reports(ReportQuery()).count == 1)
    }
  }

  @Test func openHazardsOfTheSameKindNearbyAreOffered() async throws {
    try await withBureau { bureau in
      for (item, site) in [("EXIT", "a"), ("EXT", "a"), ("EXIT", "b"), ("DOOR", "a"), ("EXIT", "c")] {
        _ = try await bureau.take(item, .site(site))
      }
      try await bureau.work()
      let id = HazardID(site: "a", checklist: "block", item: "EXIT")
      let near = try #require(try await bureau.ledger.hazards(near: id, within: 100))
      #expect(near.map { "\($0.hazard.item) \($0.hazard.site)" } == ["EXT a", "EXIT b"])
      #expect(near[0].distance == 0)
      #expect(abs(near[1].distance - 55.6) < 0.1)
      #expect(try await bureau.ledger.hazards(near: id, within: 10)?.count == 1)
      // An item without a category is like itself only; a site without a position is near itself only.
      let door = HazardID(site: "a", checklist: "block", item: "DOOR")
      #expect(try await bureau.ledger.hazards(near: door, within: 10_000) == [])
      let lost = HazardID(site: "c", checklist: "block", item: "EXIT")
      #expect(try await bureau.ledger.hazards(near: lost, within: 10_000) == [])
      #expect(try await bureau.ledger.hazards(near: HazardID(rawValue: 1), within: 1) == nil)

      // A report of what is open says so, and merging ends it.
      let again = try await bureau.take("EXT", .site("b"))
      let known = try #require(try await bureau.ledger.hazards(nearReport: again, within: 100))
      #expect(known.count == 3)
      let merge = RectificationCommand(
        .markDuplicate, [.init(near[1].hazard.id)], at: bureau.tick(), person: "Li", reason: "one door",
        details: RectificationDetails(original: id))
      #expect(try await bureau.desk.carryOut(merge, now: merge.at).isCarriedOut)
      #expect(try await bureau.ledger.hazards(near: id, within: 100)?.map(\.hazard.item) == ["EXT"])
    }
  }

  @Test func whatAWorkerCannotDecideFindsNothing() async throws {
    try await withBureau { bureau in
      let id = try await bureau.take("PRESSURE", .site("a"), observation: "not a number")
      try await bureau.work(finds: false)
      let report = try #require(try await bureau.ledger.reports(ReportQuery(ids: [id])).first)
      #expect(report.state == .undecided && !report.isOpen)
      #expect(report.reason == "the check came to notchecked: nothing was observed")
      #expect(try await bureau.ledger.hazards(HazardQuery()).total == 0)
    }
  }

  private func withBureau(
    hasPolicy: Bool = false, _ body: (Bureau) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let bureau = try await Bureau(folder, hasPolicy: hasPolicy)
      try await body(bureau)
      #expect(try await bureau.ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await bureau.ledger.rebuiltDigest(at: copy) == (try await bureau.ledger.digest()))
    }
  }
}

private struct Trouble: Error {}

/// A ledger with a checklist and sites, and whoever does a worker's work.
private final class Bureau {
  let ledger: SQLLedger
  let desk: CommandLog
  let digest: String
  private let checklist: Checklist
  private var time: Int64 = 10_000
  private var worked: Set<String> = []

  init(_ folder: URL, hasPolicy: Bool) async throws {
    ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
    desk = CommandLog(ledger)
    func item(_ id: String, category: String = "fire", _ requirement: Requirement = .boolean(expected: true))
      -> Checklist.Item
    {
      Checklist.Item(id: id, text: id, section: 0, requirement: requirement, category: category)
    }
    checklist = Checklist(
      id: "block", title: "Block", version: "1", sections: [.init(id: "A", title: "A")],
      items: [
        item("EXIT"), item("EXT"), item("DOOR", category: ""),
        item(
          "PRESSURE",
          Requirement(
            observes: .number(nil),
            rule: .number(NumberRule(.range(NumberRange(lower: .init(1), upper: nil)))))),
      ])
    digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    let regions = [
      Region(code: "p", name: "Province", parent: nil, level: "province"),
      Region(code: "c", name: "County", parent: "p", level: "county"),
    ]
    let sites = [
      Site(
        id: "a", name: "Tower A", region: "c", position: .init(latitude: 23, longitude: 112), owner: "Wang"),
      Site(id: "b", name: "Tower B", region: "c", position: .init(latitude: 23.0005, longitude: 112)),
      Site(id: "c", name: "Tower C", region: "c"), Site(id: "t1", name: "Twin", region: "c"),
      Site(id: "t2", name: "twin", region: "c"),
    ]
    var control: [LedgerEntry] = [.checklist(checklist, digest: digest)]
    if hasPolicy {
      let policy = Policy(
        id: "p", title: "P", calendar: WorkCalendar(timeZone: "GMT"),
        heads: ["p": .init("Governor"), "c": .init("County Head")],
        deadlines: [.init(within: Period(3, .days))])
      control.append(
        .policy(
          PublishedPolicy(
            id: "p", publishedAt: Timestamp(milliseconds: 1), person: "boss",
            document: Array(try JSONEncoder().encode(policy)))))
    }
    _ = try await ledger.apply([
      LedgerSlice("fleet.control", from: 0, control),
      LedgerSlice("fleet.registers", from: 0, [.register(regions: regions, sites: sites)]),
    ])
  }

  func tick() -> Timestamp {
    time += 1_000
    return Timestamp(milliseconds: time)
  }

  func file(
    _ service: String, _ place: HazardReport.Place, person: String = "Li",
    description: String = "it is wrong",
    observation: String = "", calls: [DepartmentCall] = [], channel: HazardReport.Channel = .api,
    key: String = ""
  ) async throws -> ReportReceipt {
    let at = tick()
    return try await desk.file(
      HazardReport(
        at: at, service: service, place: place, description: description, person: person,
        observation: observation, calls: calls, channel: channel, key: key), now: at)
  }

  /// - Returns: the report's id.
  func take(
    _ service: String, _ place: HazardReport.Place, person: String = "Li", observation: String = "",
    calls: [DepartmentCall] = [], channel: HazardReport.Channel = .api
  ) async throws -> String {
    let receipt = try await file(
      service, place, person: person, observation: observation, calls: calls, channel: channel)
    guard case .taken(let id, false) = receipt else {
      Issue.record("\(receipt)")
      throw Trouble()
    }
    return id
  }

  /// Sends what was reported and decides it, as the aggregator and a worker do.
  func work(finds: Bool = true) async throws {
    for wanted in try await ledger.outstandingReports(limit: 100)
    where worked.insert(wanted.campaign).inserted {
      let task = wanted.tasks[0]
      let opening = CampaignOpening(
        id: wanted.campaign, title: wanted.kind.title, checklistDigest: digest, registerDigest: "",
        siteCount: 1, taskCount: 1, checkCount: 1, taskDigest: wanted.digest, openedAt: wanted.askedAt,
        passesAreObserved: true)
      let finding = Finding(item: task.item, level: .general, grade: .blue, reason: "no is reported")
      let result = TaskResult(
        campaign: wanted.campaign, seq: 0, generation: 0, outcome: .checked, site: task.site,
        inspection: Inspection(observedAt: task.at, day: CivilDate(days: 0), inspector: task.observer),
        items: [task.item..<task.item + 1],
        exceptions: finds
          ? [] : [.init(item: task.item, outcome: .notchecked, reason: "nothing was observed")],
        findings: finds ? [finding] : [], worker: "w")
      let seal = LedgerEntry.seal(
        campaign: wanted.campaign, taskCount: 1, taskDigest: wanted.digest, at: wanted.askedAt)
      _ = try await ledger.apply([
        try slice("fleet.control", [.opening(opening), seal]), try slice("fleet.results", [.result(result)]),
      ])
    }
  }

  private func slice(_ topic: String, _ entries: [LedgerEntry]) throws -> LedgerSlice {
    try LedgerSlice(
      topic, from: try ledger.position(of: LedgerStream(topic: topic, partition: 0)), entries)
  }
}
