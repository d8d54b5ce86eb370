import Inspection
import Ledger
import Rectification
import TestSupport
import Testing

/// Random people, findings and re-inspections: what must hold whatever they do.
@Suite struct SequenceTests {
  /// A hazard that is driven at random, as the ledger would drive it.
  private struct Driven {
    var events: [RectificationEvent] = []
    var found: [Timestamp]
    var time: Int64 = 1_000

    init() { found = [Timestamp(milliseconds: 1_000)] }

    var history: HazardHistory? {
      HazardHistory(
        found.enumerated().map { index, at in
          HazardHistory.Sighting(
            foundAt: at, acceptedAt: nil, level: .general, grade: .blue, reason: "", campaign: "k",
            seq: UInt64(index))
        }, endings: events.endings)
    }

    func course(_ history: HazardHistory) -> RectificationCourse {
      RectificationCourse(
        events, .init(times: found, openedAt: history.openedAt, closedAt: history.closedAt))
    }
  }

  private static let people = ["Li", "Wang", "Zhao", " li "]

  private static func command(
    _ random: inout SeededGenerator, at: Int64, version: Int
  ) -> RectificationCommand {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func person() -> String { people.randomElement(using: &random) ?? "Li" }
    let stale = chance(5)
    return RectificationCommand(
      RectificationAction.commands.randomElement(using: &random) ?? .assign,
      [.init(HazardID(rawValue: 1), version: chance(30) ? (stale ? version - 1 : version) : nil)],
      at: Timestamp(milliseconds: chance(5) ? at - 50 : at), person: person(),
      reason: chance(95) ? "because" : "", evidence: chance(90) ? ["p"] : [],
      details: RectificationDetails(
        owner: chance(95) ? person() : "", department: department(&random),
        until: Timestamp(milliseconds: at + Int64.random(in: -5...60, using: &random)),
        original: HazardID(rawValue: 2), fixedBy: person(),
        due: chance(50) ? Timestamp(milliseconds: at + Int64.random(in: -2...80, using: &random)) : nil,
        calls: chance(50)
          ? [DepartmentCall(department: department(&random), due: Timestamp(milliseconds: at + 9))] : []))
  }

  private static func department(_ random: inout SeededGenerator) -> String {
    ["Fire", "Gas"].randomElement(using: &random) ?? "Fire"
  }

  /// 10 x 10,000 sequences, each of up to 25 steps.
  @Test(arguments: 0..<10) func whateverHappens(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (carriedOut, refused) = (0, 0)
    var seen: Set<RectificationState> = []
    for _ in 0..<10_000 {
      var hazard = Driven()
      for _ in 0..<Int.random(in: 1...25, using: &random) {
        hazard.time += Int64.random(in: 0...20, using: &random)
        var history = try #require(hazard.history)
        var course = hazard.course(history)
        seen.insert(course.state)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: hazard.found.append(Timestamp(milliseconds: hazard.time))
        case 1:
          // A finding that arrives late.
          hazard.found.append(Timestamp(milliseconds: max(1_000, hazard.time - 40)))
        case 2 where course.state == .rectified:
          let verdicts: [RectificationAction] = [.passReinspection, .failReinspection, .leaveUndecided]
          let verdict = verdicts.randomElement(using: &random) ?? .leaveUndecided
          let at = max(Timestamp(milliseconds: hazard.time), course.lastEventAt ?? course.lastChangeAt)
          if verdict == .passReinspection, course.supervisedSince != nil { continue }
          hazard.events.append(RectificationEvent(verdict, at: at))
        case 3 where course.isPending:
          let action = Bool.random(using: &random) ? RectificationAction.order : .escalate
          let at = max(Timestamp(milliseconds: hazard.time), course.lastEventAt ?? course.lastChangeAt)
          let due = Timestamp(milliseconds: at.milliseconds + Int64.random(in: 0...30, using: &random))
          hazard.events.append(
            RectificationEvent(
              action, at: at, details: RectificationDetails(owner: "Zhao", department: "Fire", due: due)))
        default:
          let command = Self.command(&random, at: hazard.time, version: course.version)
          while let due = course.nextEvent, due.at <= command.at {
            hazard.events.append(due)
            history = try #require(hazard.history)
            course = hazard.course(history)
          }
          let before = (hazard.events.count, course)
          let refusal =
            RectificationRules.refusal(of: command, now: Timestamp(milliseconds: hazard.time))
            ?? RectificationRules.refusal(of: command, on: command.targets[0], course)
          guard refusal == nil else {
            refused += 1
            continue
          }
          carriedOut += 1
          hazard.events.append(RectificationEvent(command))
          let after = hazard.course(try #require(hazard.history))
          try #require(
            after.state == command.action.target ?? before.1.state, "\(before.1.state) \(command.action)")
          try #require(after.version == before.1.version + 1)
          try #require(command.action != .accept || !Self.isSame(before.1.rectifiedBy, command.person))
          try #require(
            command.action != .fixOnTheSpot || !Self.isSame(command.details.fixedBy, command.person))
          // What is listed is left by acceptance only.
          try #require(
            before.1.supervisedSince == nil || !after.state.isEnd || command.action == .accept)
          try #require((after.originalDueAt ?? command.at) <= (after.dueAt ?? command.at))
          try #require(!command.action.needsEvidence || command.evidence == ["p"])
        }
        try Self.check(hazard)
      }
      // The same events and findings, whatever the order of the findings, come to the same.
      var shuffled = hazard
      shuffled.found.shuffle(using: &random)
      let (a, b) = (try #require(hazard.history), try #require(shuffled.history))
      try #require(hazard.course(a) == shuffled.course(b))
      try #require(a.state == b.state && a.closedAt == b.closedAt && a.recurrences == b.recurrences)
      try #require(RectificationRules.countUnruly(hazard.events) == 0)
    }
    #expect(carriedOut > 10_000)
    #expect(refused > 10_000)
    #expect(seen == Set(RectificationState.allCases))
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    a.lowercased().filter { $0 != " " } == b.lowercased().filter { $0 != " " }
  }

  /// The course and the hazard's history never contradict each other.
  private static func check(_ hazard: Driven) throws {
    let history = try #require(hazard.history)
    let course = hazard.course(history)
    try #require(course.state.isEnd == (history.closedAt != nil), "\(course.state) \(history.state)")
    try #require(course.state.isDismissal == (history.state == .dismissed))
    try #require((course.state == .rectified) == (course.rectifiedAt != nil))
    try #require((course.state == .riskAccepted) == (course.riskAcceptedUntil != nil))
    try #require((course.state == .duplicate) == (course.original != nil))
    try #require(course.version == hazard.found.count + hazard.events.count)
    for (a, b) in zip(hazard.events, hazard.events.dropFirst()) { try #require(a.at <= b.at) }
  }
}
