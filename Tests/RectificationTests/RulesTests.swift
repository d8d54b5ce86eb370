import Inspection
import Rectification
import Testing

@Suite struct RulesTests {
  private static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  private let hazard = HazardID(rawValue: 7)
  private let now = time(1_000)

  private func command(
    _ action: RectificationAction, at: Int64 = 500, person: String = "Li", reason: String = "because",
    evidence: [String] = ["p.jpg"],
    details: RectificationDetails = RectificationDetails(
      owner: "Wang", until: time(900), original: HazardID(rawValue: 8), fixedBy: "Zhao",
      calls: [DepartmentCall(department: "Fire", due: time(800))]),
    version: Int? = nil
  ) -> RectificationCommand {
    RectificationCommand(
      action, [.init(hazard, version: version)], at: Self.time(at), person: person, reason: reason,
      evidence: evidence, details: details)
  }

  private func course(_ actions: [(RectificationAction, Int64, String)], found: [Int64] = [100])
    -> RectificationCourse
  {
    RectificationCourse(
      actions.map {
        RectificationEvent($0.0, at: Self.time($0.1), person: $0.2, details: command($0.0).details)
      },
      .init(times: found.map(Self.time), openedAt: Self.time(found.min() ?? 0), closedAt: nil))
  }

  private func refusal(
    _ command: RectificationCommand, _ course: RectificationCourse
  ) -> RectificationRefusal? {
    RectificationRules.refusal(of: command, now: now)
      ?? RectificationRules.refusal(of: command, on: command.targets[0], course)
  }

  @Test func theWholeWayIsAllowed() {
    var actions: [(RectificationAction, Int64, String)] = []
    let way: [(RectificationAction, String, RectificationState)] = [
      (.assign, "boss", .assigned), (.start, "Wang", .rectifying), (.rectify, "Wang", .rectified),
      (.reject, "Li", .rectifying), (.rectify, "Wang", .rectified), (.accept, "Li", .closed),
    ]
    for (index, step) in way.enumerated() {
      let at = 200 + Int64(index)
      #expect(refusal(command(step.0, at: at, person: step.1), course(actions)) == nil, "\(step)")
      actions.append((step.0, at, step.1))
      #expect(course(actions).state == step.2, "\(step)")
    }
    #expect(course(actions).failuresToAbate == 1)
  }

  /// What depends on more than the state has tests of its own.
  private static let actions = RectificationAction.commands.filter { $0 != .extend && $0 != .checkIn }

  @Test(arguments: RectificationState.allCases, actions)
  func everythingElseIsRefusedWithWhatIsAllowed(_ state: RectificationState, _ action: RectificationAction) {
    let ways: [RectificationState: [(RectificationAction, Int64, String)]] = [
      .open: [], .assigned: [(.assign, 200, "b")], .rectifying: [(.assign, 200, "b"), (.start, 201, "w")],
      .rectified: [(.assign, 200, "b"), (.start, 201, "w"), (.rectify, 202, "w")],
      .closed: [(.fixOnTheSpot, 200, "b")], .riskAccepted: [(.acceptRisk, 200, "b")],
      .falsePositive: [(.markFalsePositive, 200, "b")], .duplicate: [(.markDuplicate, 200, "b")],
      .notResponsible: [(.assign, 200, "b"), (.denyResponsibility, 201, "w")],
    ]
    let course = course(ways[state] ?? [])
    #expect(course.state == state)
    let refused = refusal(command(action), course)
    #expect((refused == nil) == course.allowed.contains(action))
    guard let refused else { return }
    #expect(refused.code == .notAllowed)
    for allowed in course.allowed { #expect(refused.description.contains(allowed.name)) }
  }

  @Test func whoeverRectifiedDoesNotVerify() {
    let course = course([(.assign, 200, "b"), (.start, 201, "Wang"), (.rectify, 202, "Wang Wei")])
    #expect(refusal(command(.accept, person: " WANG  wei "), course)?.code == .samePerson)
    #expect(refusal(command(.accept, person: "Wang Mei"), course) == nil)
    var fixed = command(.fixOnTheSpot, person: "zhao")
    #expect(refusal(fixed, self.course([]))?.code == .samePerson)
    fixed.details.fixedBy = ""
    #expect(refusal(fixed, self.course([]))?.code == .incomplete)
  }

  @Test func whatDecidesAReinspectionIsObservedByAnother() {
    let course = course([(.assign, 200, "b"), (.start, 201, "Wang")])
    var rectify = command(.rectify, person: "Wang")
    rectify.details.observation = "yes"
    #expect(refusal(rectify, course)?.description.contains("observedBy") == true)
    rectify.details.observedBy = "wang"
    #expect(refusal(rectify, course)?.code == .samePerson)
    rectify.details.observedBy = "Li"
    #expect(refusal(rectify, course) == nil)
  }

  @Test func whatACommandNeedsIsAskedFor() {
    let open = course([])
    #expect(refusal(command(.assign, person: " "), open)?.description.contains("person") == true)
    #expect(
      refusal(command(.assign, details: RectificationDetails()), open)?.description.contains("owner") == true)
    #expect(refusal(command(.fixOnTheSpot, evidence: [" "]), open)?.description.contains("evidence") == true)
    #expect(refusal(command(.markFalsePositive, reason: ""), open)?.description.contains("reason") == true)
    var risk = command(.acceptRisk)
    risk.details.until = Self.time(500)
    #expect(refusal(risk, open)?.code == .badTime)
    risk.details.until = nil
    #expect(refusal(risk, open)?.code == .incomplete)
    var duplicate = command(.markDuplicate)
    duplicate.details.original = hazard
    #expect(refusal(duplicate, open)?.code == .incomplete)
    var twice = command(.start)
    twice.targets += twice.targets
    #expect(refusal(twice, open)?.code == .incomplete)
    twice.targets = []
    #expect(refusal(twice, open)?.code == .incomplete)
    #expect(refusal(command(.expire), open)?.code == .incomplete)
  }

  @Test func timesAndVersionsAreHeldAgainstTheHazard() {
    let assigned = course([(.assign, 200, "b")])
    #expect(refusal(command(.start, at: 199), assigned)?.code == .badTime)
    #expect(refusal(command(.start, at: 200), assigned) == nil)
    #expect(refusal(command(.assign, at: 99), course([]))?.code == .badTime)
    #expect(
      refusal(command(.start, at: 1_000 + RectificationRules.clockTolerance + 1), assigned)?.code == .badTime)
    let conflict = refusal(command(.start, version: 1), assigned)
    #expect(conflict?.code == .versionConflict)
    #expect(conflict?.description.contains("it is 2 now (assigned)") == true)
    #expect(refusal(command(.start, version: 2), assigned) == nil)
  }

  @Test func aFindingMovesTheHazard() {
    let rectified: [(RectificationAction, Int64, String)] = [
      (.assign, 200, "b"), (.start, 201, "w"), (.rectify, 202, "w"),
    ]
    // Never fixed: a failure to abate.
    let failed = course(rectified, found: [100, 203])
    #expect(failed.state == .rectifying)
    #expect(failed.failuresToAbate == 1)
    #expect(failed.rectifiedBy == "")
    // Late news of an earlier moment change nothing.
    #expect(course(rectified, found: [100, 150, 202]).state == .rectified)
    // Verified and back: it begins anew, with whoever had it.
    let back = RectificationCourse(
      (rectified + [(.accept, 210, "li")]).map {
        RectificationEvent($0.0, at: Self.time($0.1), person: $0.2, details: command($0.0).details)
      }, .init(times: [100, 300].map(Self.time), openedAt: Self.time(300), closedAt: nil))
    #expect(back.state == .open)
    #expect(back.owner == "Wang")
    #expect(back.failuresToAbate == 0)
  }

  @Test func anAcceptedRiskRunsOut() {
    let accepted = course([(.acceptRisk, 200, "b")])
    let due = accepted.nextEvent
    #expect(due?.at == Self.time(900))
    #expect(due?.action == .expire)
    #expect(course([(.acceptRisk, 200, "b"), (.expire, 900, "")]).state == .open)
    #expect(course([(.assign, 150, "b"), (.acceptRisk, 200, "b"), (.expire, 900, "")]).state == .assigned)
    #expect(course([(.acceptRisk, 200, "b"), (.passReinspection, 300, "")]).state == .closed)
  }

  @Test func anExtensionKeepsTheFirstDeadline() {
    let order: (RectificationAction, Int64, String) = (.order, 200, "")
    func events(_ more: [RectificationEvent]) -> RectificationCourse {
      RectificationCourse(
        [
          RectificationEvent(
            order.0, at: Self.time(order.1),
            details: RectificationDetails(owner: "Wang", department: "Fire", due: Self.time(400)))
        ] + more, .init(times: [Self.time(100)], openedAt: Self.time(100), closedAt: nil))
    }
    let ordered = events([])
    #expect(ordered.state == .assigned)
    #expect(ordered.owner == "Wang")
    #expect(ordered.department == "Fire")
    #expect(!ordered.isOverdue(at: Self.time(400)))
    #expect(ordered.isOverdue(at: Self.time(401)))
    let climbed = events([
      RectificationEvent(.escalate, at: Self.time(401), details: RectificationDetails(owner: "Zhao"))
    ])
    #expect(climbed.escalations == 1)
    #expect(climbed.escalatedTo == "Zhao")
    var later = command(.extend, at: 450, details: RectificationDetails(due: Self.time(700)))
    #expect(refusal(later, climbed) == nil)
    let extended = events([
      RectificationEvent(.escalate, at: Self.time(401), details: RectificationDetails(owner: "Zhao")),
      RectificationEvent(later),
    ])
    #expect(extended.dueAt == Self.time(700))
    #expect(extended.originalDueAt == Self.time(400))
    #expect(extended.extensions == 1)
    #expect(extended.escalations == 0)
    #expect(extended.state == .assigned)
    later.at = Self.time(460)
    #expect(refusal(later, extended)?.code == .notAllowed)
    later.details.due = nil
    #expect(refusal(later, extended)?.code == .incomplete)
    later.details.due = Self.time(460)
    #expect(refusal(later, extended)?.code == .badTime)
  }

  @Test func calledDepartmentsCheckInEachOnce() {
    let calls = [
      DepartmentCall(department: "Fire", due: Self.time(300)),
      DepartmentCall(department: "Gas", due: Self.time(600)),
    ]
    let whistle = command(.whistle, at: 200, details: RectificationDetails(calls: calls))
    #expect(refusal(whistle, course([])) == nil)
    var twice = whistle
    twice.details.calls.append(DepartmentCall(department: " fire", due: Self.time(900)))
    #expect(refusal(twice, course([]))?.code == .incomplete)
    func events(_ more: [RectificationCommand]) -> RectificationCourse {
      RectificationCourse(
        ([whistle] + more).map { RectificationEvent($0) },
        .init(times: [Self.time(100)], openedAt: Self.time(100), closedAt: nil))
    }
    #expect(refusal(whistle, events([]))?.code == .notAllowed)
    let gas = command(.checkIn, at: 400, details: RectificationDetails(department: "gas"))
    #expect(refusal(gas, events([])) == nil)
    let came = events([gas])
    #expect(refusal(gas, came)?.description.contains("but for Fire") == true)
    #expect(came.calls.map(\.checkedInAt) == [nil, Self.time(400)])
    #expect(came.calls.map { $0.isLate(at: Self.time(301)) } == [true, false])
    #expect(came.state == .open)
  }

  @Test(arguments: [
    RectificationAction.fixOnTheSpot, .acceptRisk, .markFalsePositive, .markDuplicate, .supervise,
  ])
  func whatIsListedIsLeftByAcceptanceOnly(_ action: RectificationAction) {
    let listed = course([(.supervise, 200, "boss")])
    #expect(refusal(command(action), listed)?.code == .notAllowed)
    #expect(!listed.allowed.contains(action))
    let accepted = course([
      (.assign, 150, "b"), (.start, 160, "w"), (.supervise, 200, "boss"), (.rectify, 210, "w"),
      (.accept, 220, "li"),
    ])
    #expect(accepted.state == .closed)
    #expect(accepted.supervisedSince == nil)
  }
}
