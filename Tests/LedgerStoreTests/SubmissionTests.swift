import Checks
import Figures
import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import SQLLedger
import Synchronization
import TestSupport
import Testing
import Wire

/// Inspectors' submissions in the ledger: taken or refused, sent, decided by the workers' rules, and counted once.
@Suite(.everyLedger) struct SubmissionTests {
  @Test func whatWasSeenIsDecidedByTheUsualRulesAndCountsFromThen() async throws {
    try await withCampaign { campaign in
      let form = try #require(try await campaign.form())
      #expect(form.isOpen && form.sections.map(\.id) == ["A", "B"])
      #expect(form.items.filter(\.canBeAnswered).map(\.id) == ["EXIT", "BARS", "GAS", "HOSE", "STOP"])
      #expect(form.items.first { $0.id == "BARS" }?.question?.unit == "MPa")
      let photo = Campaign.photo
      let id = try await campaign.take([
        .init(item: "EXIT", value: "no", note: "boxes in front of it"),
        .init(item: "BARS", value: "0.7 MPa", evidence: [photo]), .init(item: "STOP", value: "yes"),
      ])
      let tasks = try await campaign.ledger.outstandingSubmissions(limit: 10)
      #expect(tasks.map(\.generation) == [1, 1])
      #expect(Set(try tasks.map { try $0.task(by: campaign.checklist).lane }) == [.urgent, .bulk])
      #expect(try await campaign.form()?.items.first { $0.id == "EXIT" }?.state == .waiting)
      #expect(try await campaign.ledger.submission(id)?.state == .waiting)

      try await campaign.work()
      #expect(try await campaign.ledger.outstandingSubmissions(limit: 10).isEmpty)
      let filed = try #require(try await campaign.ledger.submission(id))
      #expect(filed.state == .checked)
      let outcomes = Dictionary(uniqueKeysWithValues: filed.answers.map { ($0.item, $0.outcome) })
      #expect(outcomes["EXIT"] == .fail && outcomes["BARS"] == .fail && outcomes["STOP"] == .pass)
      let hazard = HazardID(site: "s", checklist: "block", item: "EXIT")
      #expect(filed.answers.first { $0.item == "EXIT" }?.hazard == hazard)
      let found = try #require(try await campaign.ledger.hazard(hazard))
      #expect(found.summary.firstFoundAt == filed.at)
      let status = try #require(try await campaign.ledger.campaign("k")).status
      #expect(status.taskOutcomes.checked == 2 && status.phase == .complete)
      #expect(status.outcomes[.fail] == 3 && status.outcomes[.pass] == 1)

      // Before it was seen, nobody had inspected it.
      let query = { (at: Timestamp) in FigureQuery(at: at, now: campaign.now) }
      let before = Timestamp(milliseconds: filed.at.milliseconds - 1)
      #expect(try await campaign.ledger.figures(query(before))?.coverage == Share(0, of: 6))
      #expect(try await campaign.ledger.figures(query(filed.at))?.coverage == Share(4, of: 6))
      #expect(try await campaign.ledger.coverage(CoverageQuery(campaign: "k"))?.sites == Share(1, of: 1))
    }
  }

  @Test func itemsThatDependOnOthersGoAlong() async throws {
    try await withCampaign { campaign in
      // The hose is asked for where there is gas; the exit and the gas decide BOTH.
      let id = try await campaign.take([.init(item: "GAS", value: "no")])
      try await campaign.work()
      let filed = try #require(try await campaign.ledger.submission(id))
      let answers = Dictionary(uniqueKeysWithValues: filed.answers.map { ($0.item, $0) })
      #expect(answers["GAS"]?.outcome == .pass)
      #expect(answers["HOSE"]?.value == "" && answers["HOSE"]?.outcome == .notapplicable)
      #expect(answers["HOSE"]?.counts == true)
      #expect(answers["BOTH"]?.outcome == .notchecked && answers["BOTH"]?.counts == false)
      // What was said of the gas before is known when the exit is looked at.
      let later = try await campaign.take([.init(item: "EXIT", value: "yes")])
      try await campaign.work()
      let rest = try #require(try await campaign.ledger.submission(later))
      #expect(rest.answers.first { $0.item == "BOTH" }?.outcome == .pass)
    }
  }

  @Test func whatIsDecidedStaysDecidedAndIsSubmittedOnce() async throws {
    try await withCampaign { campaign in
      let first = try await campaign.take([.init(item: "EXIT", value: "yes")])
      let refused = try await campaign.refusal(of: [.init(item: "EXIT", value: "no")])
      #expect(refused.reason.contains("is being decided"), "\(refused.reason)")
      let second = try await campaign.take([.init(item: "GAS", value: "no")])
      #expect(try await campaign.ledger.outstandingSubmissions(limit: 9).map(\.generation) == [1, 2])
      let digest = try await campaign.workTwice()
      #expect(try await campaign.ledger.digest() == digest)
      for id in [first, second] {
        let filed = try #require(try await campaign.ledger.submission(id))
        #expect(filed.state == .checked && filed.answers.allSatisfy { $0.value.isEmpty || $0.counts })
      }
      let refusal = try await campaign.refusal(of: [.init(item: "EXIT", value: "no")])
      #expect(refusal.faults.map(\.field) == ["answers.EXIT"])
      #expect(refusal.reason.contains("decided already: pass"), "\(refusal.reason)")
      #expect(try await campaign.ledger.hazards(HazardQuery()).total == 0)
    }
  }

  @Test func everythingThatIsWrongIsSaidAtOnce() async throws {
    try await withCampaign { campaign in
      let refusal = try await campaign.refusal(
        of: [
          .init(item: "EXITS", value: "yes"), .init(item: "EXIT", value: "perhaps"),
          .init(item: "BARS", value: "7 m"), .init(item: "GAS", value: " "),
          .init(item: "PING", value: "yes"), .init(item: "BOTH", value: "yes"),
          .init(item: "STOP", value: "yes", evidence: ["photo.jpg"]),
        ], person: " ", inDays: 9)
      #expect(refusal.code == .unusable)
      let said = refusal.faults.map { "\($0.field) \($0.reason)" }
      for (index, words) in [
        "person is missing", "at 1970", "answers.EXITS is no item of the checklist (did you mean EXIT?)",
        "answers.EXIT cannot be read", "answers.BARS cannot be read: m is length", "answers.GAS is blank",
        "answers.PING is not asked", "answers.BOTH cannot be read", "answers.STOP has the evidence",
      ].enumerated() {
        #expect(said.count == 9 && said[index].hasPrefix(words), "\(said)")
      }
      let unproven = try await campaign.refusal(of: [.init(item: "BARS", value: "1.2")])
      #expect(unproven.reason.hasSuffix("takes 1 photo as evidence, and 0 came"), "\(unproven.reason)")
      #expect(try await campaign.refusal(of: []).reason.hasPrefix("answers is empty"))
      #expect(try await campaign.refusal(of: Campaign.one, campaign: "nowhere").code == .unknownCampaign)
      #expect(try await campaign.refusal(of: Campaign.one, site: "t").code == .unknownSite)
      #expect(try await campaign.form(site: "t") == nil)
      try await campaign.cancel()
      #expect(try await campaign.refusal(of: Campaign.one).code == .closed)
      #expect(try await campaign.form()?.isOpen == false)
    }
  }

  @Test func whoIsNotQualifiedIsRefused() async throws {
    let gate = Qualifications(
      needs: [[], [], ["gas-fitter"], ["gas-fitter"]],
      holders: ["gas-fitter": ["Wang": nil, "Zhao": CivilDate(days: -1)], "diver": ["Li": nil]])
    #expect(Qualifications(text: gate.text) == gate && gate.holders["diver"] == nil)
    try await withCampaign(gate) { campaign in
      let gas = [InspectionSubmission.Answer(item: "GAS", value: "no")]
      for person in ["Li", "Zhao"] {
        let refusal = try await campaign.refusal(of: gas, person: person)
        #expect(
          refusal.reason.hasSuffix(
            "takes the qualification \"gas-fitter\" on 1970-01-01, which \(person) does not hold"))
      }
      guard case .taken = try await campaign.submit(gas, person: " Wang ") else { throw Trouble() }
      guard case .taken = try await campaign.submit(Campaign.one) else { throw Trouble() }
    }
  }

  @Test func aKeyIsTakenOnce() async throws {
    try await withCampaign { campaign in
      let id = try await campaign.take(Campaign.one, key: "a")
      let again = try await campaign.submit(Campaign.one, key: "a")
      #expect(again == .taken(id: id, isRepeated: true))
      let other = try await campaign.refusal(of: [.init(item: "GAS", value: "yes")], key: "a")
      #expect(other.code == .keyReused)
      #expect(try await campaign.ledger.outstandingSubmissions(limit: 9).count == 1)
    }
  }

  @Test func whatDiesIsSaidAndComesBackAsARedriveOfIt() async throws {
    try await withCampaign { campaign in
      let id = try await campaign.take(Campaign.one)
      let task = try #require(try await campaign.ledger.outstandingSubmissions(limit: 9).first)
      try await campaign.end(task, as: .dead)
      #expect(try await campaign.ledger.submission(id)?.state == .dead)
      #expect(try await campaign.ledger.outstandingSubmissions(limit: 9).isEmpty)
      var redriven = task
      redriven.generation += 1
      try await campaign.check(redriven)
      #expect(try await campaign.ledger.submission(id)?.state == .checked)
      #expect(try await campaign.ledger.campaign("k")?.status.outcomes[.pass] == 1)
    }
  }

  /// A photo that is not where it should be decides nothing; the item can be submitted again.
  @Test func whatHadNoEvidenceIsSubmittedAgain() async throws {
    try await withCampaign { campaign in
      let bars = [InspectionSubmission.Answer(item: "BARS", value: "1.2", evidence: [Campaign.photo])]
      for _ in 0..<2 {
        campaign.photosAreThere.store(false)
        let lost = try await campaign.take(bars)
        try await campaign.work()
        let filed = try #require(try await campaign.ledger.submission(lost))
        #expect(filed.answers.map(\.outcome) == [.error])
        #expect(try await campaign.ledger.campaign("k")?.status.outcomes[.error] == 1)
        #expect(try await campaign.errors() == ["BARS"])
        #expect(try await campaign.form()?.items.first { $0.id == "BARS" }?.canBeAnswered == true)
      }
      campaign.photosAreThere.store(true)
      let found = try await campaign.take(bars)
      let digest = try await campaign.workTwice()
      #expect(try await campaign.ledger.digest() == digest)
      let filed = try #require(try await campaign.ledger.submission(found))
      #expect(filed.answers.map(\.outcome) == [.pass] && filed.answers.allSatisfy(\.counts))
      let status = try #require(try await campaign.ledger.campaign("k")).status
      #expect(status.outcomes[.error] == 0 && status.outcomes[.pass] == 1)
      #expect(try await campaign.errors() == [])
      let refusal = try await campaign.refusal(of: bars)
      #expect(refusal.reason.contains("decided already: pass"), "\(refusal.reason)")
    }
  }

  private func withCampaign(
    _ qualifications: Qualifications? = nil, _ body: (Campaign) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let campaign = try await Campaign(folder, qualifications)
      try await body(campaign)
      #expect(try await campaign.ledger.verify() == [])
      let copy = folder.appendingPathComponent("copy.sqlite").path
      #expect(try await campaign.ledger.rebuiltDigest(at: copy) == (try await campaign.ledger.digest()))
    }
  }
}

private struct Trouble: Error {}

/// Changes between one check and the next.
private final class Switch: Sendable {
  private let value = Mutex(true)

  var isOn: Bool { value.withLock { $0 } }
  func store(_ isOn: Bool) { value.withLock { $0 = isOn } }
}

/// A campaign that was launched without observations, and whoever does the workers' work.
private final class Campaign {
  static let photo = "photo:sha256:\(String(repeating: "ab", count: 32))"
  static let one = [InspectionSubmission.Answer(item: "EXIT", value: "yes")]

  let ledger: SQLLedger
  let checklist: Checklist
  private let digest: String
  private let checker: TaskChecker
  let photosAreThere = Switch()
  private var time: Int64 = 10_000

  init(_ folder: URL, _ qualifications: Qualifications?) async throws {
    ledger = try LedgerKind.open(folder.appendingPathComponent("ledger.sqlite").path)
    checklist = Self.sample
    digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    checker = TaskChecker(try CompiledChecklist(checklist), worker: "w") { [photosAreThere] _ in
      photosAreThere.isOn ? nil : "is not in the evidence folder"
    }
    let opening = CampaignOpening(
      id: "k", title: "K", checklistDigest: digest, registerDigest: "r", siteCount: 1, taskCount: 2,
      checkCount: 6,
      taskDigest: "t", openedAt: Timestamp(milliseconds: 1), passesAreObserved: true,
      qualifications: qualifications)
    let control: [LedgerEntry] = [
      .checklist(checklist, digest: digest), .opening(opening),
      .seal(campaign: "k", taskCount: 2, taskDigest: "t", at: Timestamp(milliseconds: 2)),
    ]
    _ = try await ledger.apply([
      LedgerSlice("fleet.control", from: 0, control),
      LedgerSlice(
        "fleet.registers", from: 0,
        [
          .register(
            regions: [Region(code: "c", name: "County", parent: nil)],
            sites: [Site(id: "s", name: "Shop", region: "c", type: "shop")])
        ]),
    ])
    // STOP is a red line and has a task of its own; PING is not asked.
    for (seq, items) in [[5..<6], [0..<4, 6..<7]].enumerated() {
      var observations = ObservationColumns()
      for _ in items.joined() { observations.append(nil) }
      try await check(
        InspectionTask(
          campaign: "k", seq: UInt64(seq), site: SiteReference(id: "s", type: "shop", region: "c"),
          inspection: Inspection(observedAt: Timestamp(milliseconds: 5_000), day: CivilDate(days: 0)),
          items: items, observations: observations))
    }
  }

  private static var sample: Checklist {
    func item(_ id: String, _ section: Int, _ requirement: Requirement) -> Checklist.Item {
      Checklist.Item(id: id, text: id, section: section, requirement: requirement)
    }
    var bars = item(
      "BARS", 0,
      .number(NumberRange(lower: .init(1), upper: .init(1.4)), unit: MeasureUnit("MPa")))
    bars.evidence = .photo
    var hose = item("HOSE", 1, .boolean(expected: true))
    hose.condition = .item("GAS", .answer(true))
    var stop = item("STOP", 1, .boolean(expected: true))
    (stop.isRedLine, stop.level) = (true, .major)
    let both = Requirement(
      observes: .items, rule: .all([.item("GAS", .answer(false)), .item("EXIT", .answer(true))]))
    return Checklist(
      id: "block", title: "Block", version: "1",
      sections: [.init(id: "A", title: "Ways"), .init(id: "B", title: "Gas")],
      items: [
        item("EXIT", 0, .boolean(expected: true)), bars, item("GAS", 1, .boolean(expected: false)), hose,
        item("PING", 1, .boolean(expected: true)), stop, item("BOTH", 1, both),
      ])
  }

  var now: Timestamp { Timestamp(milliseconds: time) }

  func form(site: String = "s") async throws -> InspectionForm? {
    try await ledger.form(ofCampaign: "k", site: site)
  }

  /// The items that could not be completed; those that wait for others have a reason, too.
  func errors() async throws -> [String] {
    let page = try await ledger.checkErrors(CheckErrorQuery(campaign: "k"))
    return (page?.errors ?? []).filter { $0.outcome == .error }.map(\.item)
  }

  func submit(
    _ answers: [InspectionSubmission.Answer], person: String = "Li", inDays days: Int64 = 0,
    campaign: String = "k", site: String = "s", key: String = ""
  ) async throws -> SubmissionReceipt {
    time += 1_000
    return try await CommandLog(ledger).submit(
      InspectionSubmission(
        campaign: campaign, site: site, at: Timestamp(milliseconds: time + days * 86_400_000),
        day: CivilDate(days: 0), person: person, role: "inspector", answers: answers, key: key), now: now)
  }

  func take(_ answers: [InspectionSubmission.Answer], key: String = "") async throws -> String {
    guard case .taken(let id, false) = try await submit(answers, key: key) else { throw Trouble() }
    return id
  }

  func refusal(
    of answers: [InspectionSubmission.Answer], person: String = "Li", inDays days: Int64 = 0,
    campaign: String = "k", site: String = "s", key: String = ""
  ) async throws -> SubmissionRefusal {
    let receipt = try await submit(
      answers, person: person, inDays: days, campaign: campaign, site: site, key: key)
    guard case .refused(let refusal) = receipt else { throw Trouble() }
    return refusal
  }

  /// Sends what was submitted and decides it, as the aggregator and a worker do.
  func work() async throws {
    for task in try await ledger.outstandingSubmissions(limit: 100) { try await check(task) }
  }

  /// The same with everything delivered twice.
  ///
  /// - Returns: the digest before the second time.
  func workTwice() async throws -> String {
    let tasks = try await ledger.outstandingSubmissions(limit: 100)
    for task in tasks { try await check(task) }
    let digest = try await ledger.digest()
    for task in tasks.reversed() { try await check(task) }
    return digest
  }

  func check(_ task: SubmittedTask) async throws { try await check(try task.task(by: checklist).task) }

  private func check(_ task: InspectionTask) async throws {
    // As it travels.
    let bytes = try TaskCodec.encode(task)
    let sent = try bytes.withUnsafeBytes { try TaskCodec.decode($0) }
    try await apply("fleet.results", .result(try checker.check(sent).result))
  }

  func end(_ task: SubmittedTask, as outcome: TaskOutcome) async throws {
    try await apply(
      "fleet.results",
      .result(
        .unchecked(outcome, campaign: "k", seq: task.seq, generation: task.generation, worker: "w")))
  }

  func cancel() async throws {
    try await apply(
      "fleet.control",
      .cancellation(
        CampaignCancellation(campaign: "k", cancelledAt: now, person: "boss", reason: "over")))
  }

  private func apply(_ topic: String, _ entry: LedgerEntry) async throws {
    let offset = try ledger.position(of: LedgerStream(topic: topic, partition: 0))
    _ = try await ledger.apply([LedgerSlice(topic, from: offset, [entry])])
  }
}
