import Foundation
import GRDB
import Inspection
import Ledger
import LedgerIntake
import Rectification
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing
import Wire

/// Combinations, explanations, colours and orders, all as functions of the set of findings.
@Suite struct ClassificationTests {
  private static let items = ["E-1", "E-2", "E-3", "G-1", "G-2"]

  private static let checklist: Checklist = {
    var checklist = Checklist(
      id: "fire", title: "Fire", version: "3", source: "GB 50016",
      sections: [
        .init(id: "E", title: "Exits", category: "exits"), .init(id: "G", title: "Gas", category: "gas"),
      ],
      items: items.enumerated().map { index, id in
        var item = Checklist.Item(
          id: id, text: "Item \(id)", section: id.hasPrefix("E") ? 0 : 1,
          requirement: .boolean(expected: true),
          risk: RiskFactors(likelihood: Double(index + 1), consequence: 4), isRedLine: id == "G-1",
          reference: "clause \(index + 1)")
        if id == "G-1" { item.level = .major }
        if id == "E-1" { (item.residual, item.difficulty) = (.init(likelihood: 1, consequence: 2), .easy) }
        if id == "E-2" { item.difficulty = .hard }
        return item
      })
    checklist.criteria = CriteriaList(
      id: "major-fire", version: "2024", source: "GB 35181",
      rules: [
        Criterion(id: "M1", text: "Exits of schools", level: .major, items: ["E-3"], siteTypes: ["school"]),
        Criterion(id: "M2", text: "Two exits at once", level: .major, categories: ["exits"], count: 2),
        Criterion(
          id: "M3", text: "Gas and an exit where children are", level: .major, items: ["E-1", "G-2"],
          siteTypes: ["nursery"], count: 2),
      ])
    checklist.profiles = [
      .init(
        id: "care", siteTypes: ["hospital"],
        steps: [.refine(item: "E-2", .level(.major)), .refine(item: "E-1", .require(.answer(false)))])
    ]
    return checklist
  }()

  /// One inspection's findings, as a worker would send them, an item a task.
  private static func findings(
    _ items: [String], site: String = "s1", type: String = "shop", at: Int64, from seq: UInt64 = 0,
    acceptedAt: Int64? = nil
  ) -> [TaskResult] {
    items.enumerated().map { index, id in
      let position = Self.items.firstIndex(of: id) ?? 0
      // As the worker does it.
      let refined = checklist.refinedBySiteType.first { $0.siteTypes.contains(type) }?.checklist ?? checklist
      let found = refined.classification(of: refined.items[position], at: type)
      return TaskResult(
        campaign: "k", seq: seq + UInt64(index), generation: 0, outcome: .checked,
        site: SiteReference(id: site, type: type, region: "r"),
        inspection: Inspection(
          observedAt: Timestamp(milliseconds: at), day: CivilDate(days: 0), inspector: "Li"),
        items: [position..<position + 1],
        findings: [
          Finding(
            item: position, level: found.level, grade: found.grade, reason: "answered no, item \(id)",
            acceptedAt: acceptedAt.map(Timestamp.init(milliseconds:)), evidence: [])
        ], worker: "w")
    }
  }

  private static func control() throws -> [LedgerEntry] {
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    return [
      .checklist(checklist, digest: digest),
      .opening(
        CampaignOpening(
          id: "k", title: "K", checklistDigest: digest, registerDigest: "r", siteCount: 1, taskCount: 100,
          checkCount: 100, taskDigest: "t", openedAt: Timestamp(milliseconds: 1))),
    ]
  }

  private func withLedger(
    _ results: [[TaskResult]], _ body: (SQLLedger) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      _ = try await ledger.apply([LedgerSlice("control", from: 0, try Self.control())])
      var offset: Int64 = 0
      for batch in results {
        _ = try await ledger.apply([LedgerSlice("results", from: offset, batch.map(LedgerEntry.result))])
        offset += Int64(batch.count)
      }
      #expect(try await ledger.verify() == [])
      let rebuilt = folder.appendingPathComponent("rebuilt.sqlite").path
      let digest = try await ledger.digest()
      #expect(try await ledger.rebuiltDigest(at: rebuilt) == digest)
      try await body(ledger)
    }
  }

  private func majors(_ ledger: SQLLedger) async throws -> [String] {
    let hazards = try await ledger.hazards(HazardQuery(level: .major, limit: 100)).hazards
    return hazards.map { "\($0.site)/\($0.item)" }.sorted()
  }

  @Test func twoGeneralHazardsOfOneInspectionAreMajorTogether() async throws {
    try await withLedger([Self.findings(["E-1", "E-2", "G-1"], at: 10)]) { ledger in
      let found = try await majors(ledger)
      #expect(found == ["s1/E-1", "s1/E-2", "s1/G-1"])
    }
    // In two inspections, at two sites, or with one that is major by itself they are not.
    let apart = [
      Self.findings(["E-1"], at: 10), Self.findings(["E-2"], at: 11, from: 1),
      Self.findings(["E-3"], site: "s2", at: 10, from: 2),
    ]
    try await withLedger(apart) { ledger in
      let found = try await majors(ledger)
      #expect(found == [])
    }
    try await withLedger([Self.findings(["E-1", "E-3"], type: "school", at: 10)]) { ledger in
      let found = try await majors(ledger)
      #expect(found == ["s1/E-3"])
    }
  }

  /// It asks for the type that the site had at the inspection, not for the one that the register gives it later.
  @Test func aCombinationMayAskForTheTypeOfTheSite() async throws {
    let results = [
      Self.findings(["E-1", "G-2"], site: "n", type: "nursery", at: 10),
      Self.findings(["E-1", "G-2"], site: "s", type: "shop", at: 10, from: 10),
    ]
    try await withLedger(results) { ledger in
      let sites = ["n", "s"].map { Site(id: $0, name: $0, region: "r", type: $0 == "n" ? "shop" : "nursery") }
      let register = LedgerEntry.register(regions: [Region(code: "r", name: "R", parent: nil)], sites: sites)
      _ = try await ledger.apply([LedgerSlice("registers", from: 0, [register])])
      // Found again, so that both are judged again.
      let again = Self.findings(["E-1"], site: "n", type: "shop", at: 20, from: 20)
      _ = try await ledger.apply([LedgerSlice("results", from: 4, again.map(LedgerEntry.result))])
      let found = try await majors(ledger)
      #expect(found == ["n/E-1", "n/G-2"])
      #expect(try await ledger.verify() == [])
      let said = try await statements(ledger, "G-2", site: "n")
      #expect(
        said[.level]
          == "major, by combination M3 of major-fire, version 2024 (GB 35181): \"Gas and an exit where children are\". "
          + "At least 2 hazards that it counts were found in the inspection of 1970-01-01T00:00:00.010Z of a site of "
          + "type \"nursery\"; by itself this one is general.")
    }
  }

  @Test(arguments: 0..<8) func theOrderOfArrivalDoesNotMatter(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var all =
      Self.findings(["E-1", "E-2", "E-3"], at: 10) + Self.findings(["E-1", "G-1"], at: 20, from: 10)
      + Self.findings(["E-2", "E-3"], site: "s2", type: "school", at: 10, from: 20, acceptedAt: 30)
      + Self.findings(["E-1", "E-2"], site: "s2", type: "school", at: 40, from: 30, acceptedAt: 50)
    var digests: Set<String> = []
    for isOneByOne in [false, true] {
      all.shuffle(using: &random)
      try await withLedger(isOneByOne ? all.map { [$0] } : [all]) { ledger in
        digests.insert(try await ledger.digest())
        let found = try await majors(ledger)
        #expect(found == ["s1/E-1", "s1/E-2", "s1/E-3", "s1/G-1", "s2/E-1", "s2/E-2", "s2/E-3"])
      }
    }
    #expect(digests.count == 1)
  }

  // MARK: Explanations

  private func statements(
    _ ledger: SQLLedger, _ item: String, site: String = "s1"
  ) async throws -> [HazardExplanation.Statement.Topic: String] {
    let id = HazardID(site: site, checklist: "fire", item: item)
    let explanation = try #require(try await ledger.explanation(of: id))
    return Dictionary(uniqueKeysWithValues: explanation.statements.map { ($0.topic, $0.text) })
  }

  @Test func everyDecisionIsExplained() async throws {
    try await withLedger([Self.findings(["E-1", "E-2", "G-1"], at: 10, acceptedAt: 99)]) { ledger in
      let said = try await statements(ledger, "E-1")
      #expect(
        said[.finding]
          == "answered no, item E-1; inspected 1970-01-01T00:00:00.010Z by Li in campaign k, task 0.")
      let digest = Digest.hex(of: try ChecklistCodec.encode(Self.checklist))
      #expect(
        said[.requirement]
          == "Item E-1 (clause 1) of checklist fire, version 3 (digest \(digest)), after GB 50016: \"Item E-1\" "
          + "passes when yes.")
      #expect(
        said[.level]
          == "major, by combination M2 of major-fire, version 2024 (GB 35181): \"Two exits at once\". At least 2 "
          + "hazards that it counts were found in the inspection of 1970-01-01T00:00:00.010Z; by itself this one is "
          + "general.")
      #expect(
        said[.grade]
          == "blue: likelihood 1 x consequence 4 = 4, row 1 and column 4 of the matrix, which lies below 5; a score "
          + "on a boundary belongs to the worse grade.")
      #expect(said[.redLine] == "Item E-1 is no red line.")
      #expect(said[.standing]?.hasPrefix("closed at 1970-01-01T00:00:00.099Z") == true)
      #expect(
        said[.residual]?.hasPrefix("After rectification the risk is blue: likelihood 1 x consequence 2 = 2")
          == true)
      let gas = try await statements(ledger, "G-1")
      #expect(
        gas[.level]
          == "major: item G-1 has this level in the checklist's version 3, and no criterion raises it.")
      #expect(gas[.redLine]?.hasPrefix("Item G-1 is a red line") == true)
      #expect(gas[.residual] == "The checklist says nothing of the risk that remains after rectification.")
      #expect(try await ledger.explanation(of: HazardID(rawValue: 1)) == nil)
    }
    try await withLedger([Self.findings(["E-3"], type: "school", at: 10)]) { ledger in
      let said = try await statements(ledger, "E-3")
      #expect(
        said[.level] == "major, by criterion M1 of major-fire, version 2024 (GB 35181): \"Exits of schools\"."
      )
    }
  }

  @Test func whatAProfileRefinesIsExplained() async throws {
    let results = [
      Self.findings(["E-2"], type: "hospital", at: 10),
      Self.findings(["E-1"], site: "s2", type: "hospital", at: 10, from: 10),
    ]
    try await withLedger(results) { ledger in
      let said = try await statements(ledger, "E-2")
      #expect(
        said[.level]
          == "major: item E-2 has this level in the checklist's version 3, as profile care refines it at sites of type "
          + "\"hospital\", and no criterion raises it.")
      #expect(said[.requirement]?.hasSuffix("\"Item E-2\" passes when yes.") == true)
      #expect(said[.grade]?.hasPrefix("yellow: likelihood 2 x consequence 4 = 8") == true)
      let other = try await statements(ledger, "E-1", site: "s2")
      #expect(
        other[.requirement]?.hasSuffix(
          "passes when no (as profile care refines it at sites of type \"hospital\").") == true)
      #expect(other[.level]?.hasPrefix("general: item E-1 has this level") == true)
    }
  }

  /// A ledger that an older program filled has no rules; it says so and makes nothing up.
  @Test func withoutRulesOnlyWhatWasRecordedIsSaid() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let ledger = try SQLLedger(path: path)
      let results = Self.findings(["E-1", "E-2"], at: 10).map(LedgerEntry.result)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 0, try Self.control()), LedgerSlice("results", from: 0, results),
      ])
      let database = try DatabaseQueue(path: path)
      try await database.write { db in
        try db.execute(sql: "UPDATE checklist SET rules = ''; UPDATE checklist_item SET rule = ''")
      }
      try database.close()
      let said = try await statements(ledger, "E-1")
      #expect(said[.finding]?.hasPrefix("answered no, item E-1;") == true)
      for topic in [HazardExplanation.Statement.Topic.requirement, .level, .grade, .redLine] {
        #expect(said[topic]?.contains("before it kept rules") == true, "\(topic)")
      }
    }
  }

  // MARK: Colours, orders, what remains

  @Test func aSiteHasTheColourOfItsWorstOpenHazard() async throws {
    let results = [
      Self.findings(["E-1", "E-3"], at: 10), Self.findings(["G-1"], at: 10, from: 10, acceptedAt: 20),
      Self.findings(["E-1"], site: "s2", at: 10, from: 20, acceptedAt: 20),
      Self.findings(["G-1"], site: "s3", at: 10, from: 30),
    ]
    try await withLedger(results) { ledger in
      let page = try await ledger.sites(SiteQuery())
      #expect(page.sites.map(\.id) == ["s1", "s2", "s3"] && page.total == 3 && page.next == nil)
      #expect(page.sites.map(\.colour) == [.orange, nil, .red])
      #expect(page.sites.map(\.open) == [2, 0, 1] && page.sites.map(\.hazards) == [3, 1, 1])
      #expect(page.sites.map(\.openMajor) == [2, 0, 1])
      #expect(try await ledger.sites(SiteQuery(colour: .grade(.red))).sites.map(\.id) == ["s3"])
      #expect(try await ledger.sites(SiteQuery(colour: SiteQuery.Colour.none)).sites.map(\.id) == ["s2"])
      #expect(try await ledger.sites(SiteQuery(region: "elsewhere")).total == 0)
      let first = try await ledger.sites(SiteQuery(region: "r", limit: 2))
      #expect(first.next == "s2" && first.total == 3)
      #expect(
        try await ledger.sites(SiteQuery(region: "r", limit: 2, after: first.next)).sites.map(\.id) == ["s3"])
      let closed = try await ledger.hazards(HazardQuery(state: .closed, site: "s2")).hazards
      #expect(closed.map(\.residualGrade) == [.blue] && closed.map(\.grade) == [.blue])
      #expect(
        try await ledger.hazards(HazardQuery(state: .open, item: "E-1")).hazards.map(\.residualGrade) == [nil]
      )
    }
  }

  /// What remains shows once the rectification is reported; the colour of the site waits until it is verified.
  @Test func theResidualGradeShowsOnceRectified() async throws {
    try await withLedger([Self.findings(["E-1"], at: 10)]) { ledger in
      let id = HazardID(site: "s1", checklist: "fire", item: "E-1")
      let desk = CommandLog(ledger)
      var seen: [String] = []
      for (offset, action) in [RectificationAction.assign, .start, .rectify, .reject, .rectify, .accept]
        .enumerated()
      {
        let command = RectificationCommand(
          action, [.init(id)], at: Timestamp(milliseconds: 20 + Int64(offset)),
          person: action == .accept ? "Zhao" : "Li", role: "", reason: "because", evidence: ["p/1.jpg"],
          details: RectificationDetails(owner: "Li"), key: "")
        let report = try await desk.carryOut(command, now: Timestamp(milliseconds: 100))
        #expect(report.isCarriedOut, "\(report)")
        let hazard = try #require(try await ledger.hazard(id)).summary
        let colour = try await ledger.sites(SiteQuery()).sites[0].colour
        let words = try await statements(ledger, "E-1")[.residual] ?? ""
        seen.append("\(hazard.residualGrade?.name ?? "-") \(colour?.name ?? "-") \(words.prefix(8))")
      }
      #expect(
        seen == [
          "- blue Once it ", "- blue Once it ", "blue blue It was r", "- blue Once it ", "blue blue It was r",
          "blue - After re",
        ])
    }
  }

  @Test(
    arguments: [
      ([], ["s2/G-1", "s1/E-2", "s1/E-1", "s3/E-3"]), ([.grade], ["s2/G-1", "s3/E-3", "s1/E-2", "s1/E-1"]),
      ([.age], ["s3/E-3", "s1/E-2", "s1/E-1", "s2/G-1"]),
      ([.difficulty], ["s1/E-2", "s1/E-1", "s2/G-1", "s3/E-3"]),
      ([.difficulty, .age], ["s1/E-2", "s1/E-1", "s3/E-3", "s2/G-1"]),
    ] as [([HazardSort], [String])])
  func hazardsComeInTheOrderThatIsWanted(_ sort: [HazardSort], _ expected: [String]) async throws {
    let results = [
      Self.findings(["E-1", "E-2"], at: 20), Self.findings(["G-1"], site: "s2", at: 30, from: 10),
      Self.findings(["E-3"], site: "s3", at: 10, from: 20),
    ]
    try await withLedger(results) { ledger in
      for limit in [1, 3, 10] {
        var query = HazardQuery(sort: sort, limit: limit)
        var seen: [String] = []
        repeat {
          let page = try await ledger.hazards(query)
          seen += page.hazards.map { "\($0.site)/\($0.item)" }
          query.after = page.next.flatMap { HazardCursor($0.description) }
        } while query.after != nil
        #expect(seen == expected, "\(limit) at a time")
      }
    }
  }

  @Test func whyAChecksWasAnErrorIsKept() async throws {
    var result = Self.findings(["E-1"], at: 10)[0]
    result.findings = []
    result.exceptions = [.init(item: 0, outcome: .error, reason: "no photo is attached, item E-1")]
    var other = Self.findings(["E-2"], at: 10, from: 5)[0]
    other.findings = []
    other.exceptions = [.init(item: 1, outcome: .notchecked)]
    try await withLedger([[result, other], [result]]) { ledger in
      let page = try #require(try await ledger.checkErrors(CheckErrorQuery(campaign: "k")))
      #expect(page.total == 1 && page.next == nil)
      #expect(page.errors.map(\.reason) == ["no photo is attached, item E-1"])
      #expect(page.errors.map(\.site) == ["s1"] && page.errors.map(\.outcome) == [.error])
      #expect(try await ledger.checkErrors(CheckErrorQuery(campaign: "x")) == nil)
      let after = CheckErrorQuery(campaign: "k", after: CheckErrorCursor(seq: 0, item: "E-1"))
      #expect(try await ledger.checkErrors(after)?.errors.isEmpty == true)
    }
  }
}
