import Inspection
import Rectification
import Responsibility
import Testing

@Suite struct HazardClockTests {
  private static let hour: Int64 = 3_600_000

  private static func time(_ hours: Int64) -> Timestamp { Timestamp(milliseconds: hours * hour) }

  private static let lineage = [
    Region(code: "v", name: "Village", parent: "t", level: "village"),
    Region(code: "t", name: "Town", parent: "c", level: "town"),
    Region(code: "c", name: "County", parent: nil, level: "county"),
  ]

  private static func facts(
    level: HazardLevel = .general, openedAt: Int64 = 100, lastFoundAt: Int64 = 100, siteOwner: String = "",
    category: String = "fire"
  ) -> HazardFacts {
    HazardFacts(
      item: "F-1", category: category, department: "Fire", siteType: "school", siteOwner: siteOwner,
      lineage: lineage,
      sightings: [.init(at: time(openedAt), level: lastFoundAt == openedAt ? level : .general, grade: .red)]
        + (lastFoundAt == openedAt ? [] : [.init(at: time(lastFoundAt), level: level, grade: .red)]))
  }

  private static let policy = Policy(
    id: "p", title: "P", calendar: WorkCalendar(timeZone: "GMT"),
    duties: [
      Policy.Duty(category: "fire", region: "t", department: "Brigade", owner: "Wang", backup: "Li"),
      Policy.Duty(category: "fire", department: "Bureau"),
      Policy.Duty(siteType: "shop", owner: "Sun"),
    ],
    heads: ["t": Policy.Head("Zhao", deputy: "Qian"), "c": Policy.Head("Chen")],
    deadlines: [
      Policy.Deadline(level: .major, within: Period(24, .hours)),
      Policy.Deadline(within: Period(240, .hours)),
    ],
    escalation: [
      Policy.Step(after: Period(0, .hours), to: "village"),
      Policy.Step(after: Period(24, .hours), to: "town"),
      Policy.Step(after: Period(48, .hours), to: "county"),
    ])

  private func course(_ events: [RectificationEvent], _ facts: HazardFacts) -> RectificationCourse {
    let times = facts.sightings.map(\.at)
    return RectificationCourse(events, .init(times: times, openedAt: times[0], closedAt: nil))
  }

  private func all(_ facts: HazardFacts, _ policy: Policy = policy, publishedAt: Int64 = 0)
    -> [RectificationEvent]
  {
    let clock = HazardClock(policy: policy, publishedAt: Self.time(publishedAt), facts: facts)
    var events: [RectificationEvent] = []
    while events.count < 50, let next = clock.nextEvent(after: course(events, facts)) { events.append(next) }
    return events
  }

  @Test func aHazardIsOrderedAndClimbsTheLadder() {
    let events = all(Self.facts())
    #expect(events.map(\.action) == [.order, .escalate, .escalate, .escalate])
    #expect(events[0].at == Self.time(100))
    #expect(events[0].details.due == Self.time(340))
    #expect(events[0].details.owner == "Wang")
    #expect(events[0].details.department == "Brigade")
    let step = Timestamp(milliseconds: Self.time(340).milliseconds + 1)
    #expect(events[1].at == step)
    // No head is named for the village.
    #expect(events[1].details.owner == "")
    #expect(events[1].reason.contains("nobody is named"))
    #expect(events[2].at.milliseconds == step.milliseconds + 24 * Self.hour)
    #expect(events[2].details.owner == "Zhao")
    #expect(events[3].details.owner == "Chen")
    #expect(events[3].details.region == "c")
  }

  @Test func whatWasFoundBeforeThePolicyIsCountedFromItsPublication() {
    let events = all(Self.facts(level: .major), publishedAt: 500)
    #expect(events[0].at == Self.time(500))
    #expect(events[0].details.due == Self.time(524))
  }

  @Test func whatIsFoundToBeWorseIsDueSooner() {
    let before = Self.facts()
    let order = all(before)[0]
    let worse = Self.facts(level: .major, lastFoundAt: 150)
    let clock = HazardClock(policy: Self.policy, publishedAt: Self.time(0), facts: worse)
    let next = clock.nextEvent(after: course([order], worse))
    #expect(next?.action == .order)
    #expect(next?.at == Self.time(150))
    #expect(next?.details.due == Self.time(174))
    #expect(next?.reason.hasPrefix("found to be worse") == true)
    // Whether the clock looked in between does not matter.
    #expect(Array(all(worse).prefix(2)) == [order, next])
    // Found again as it was: the deadline stays.
    let same = Self.facts(lastFoundAt: 150)
    let other = HazardClock(policy: Self.policy, publishedAt: Self.time(0), facts: same)
    #expect(other.nextEvent(after: course([order], same))?.action == .escalate)
  }

  @Test func anExtensionClimbsAnew() throws {
    let facts = Self.facts()
    let events = Array(all(facts).prefix(2))
    let extended =
      events + [
        RectificationEvent(
          .extend, at: Self.time(350), person: "boss", reason: "parts",
          details: RectificationDetails(due: Self.time(400)))
      ]
    let clock = HazardClock(policy: Self.policy, publishedAt: Self.time(0), facts: facts)
    let next = try #require(clock.nextEvent(after: course(extended, facts)))
    #expect(next.at.milliseconds == Self.time(400).milliseconds + 1)
    #expect(next.reason.contains("step 1"))
  }

  @Test func nothingComesOnceItIsReportedAsRectified() {
    let facts = Self.facts()
    let order = all(facts)[0]
    let events = [
      order, RectificationEvent(.start, at: Self.time(200), person: "Wang"),
      RectificationEvent(.rectify, at: Self.time(210), person: "Wang", evidence: ["p.jpg"]),
    ]
    let clock = HazardClock(policy: Self.policy, publishedAt: Self.time(0), facts: facts)
    #expect(clock.nextEvent(after: course(events, facts)) == nil)
  }

  @Test func thePersonWhoIsThereAnswers() {
    func owner(_ policy: Policy, _ facts: HazardFacts = Self.facts()) -> String {
      policy.answer(for: facts, on: CivilDate(days: 4)).owner
    }
    var policy = Self.policy
    let days = { (from: Int32, through: Int32) in (CivilDate(days: from), CivilDate(days: through)) }
    func away(_ person: String, _ range: (CivilDate, CivilDate)) {
      policy.absences.append(Policy.Absence(person: person, from: range.0, through: range.1))
    }
    #expect(owner(policy) == "Wang")
    away("Wang", days(0, 3))
    #expect(owner(policy) == "Wang")
    away("Wang", days(4, 4))
    #expect(owner(policy) == "Li")
    away("Li", days(1, 9))
    #expect(owner(policy, Self.facts(siteOwner: "Host")) == "Host")
    #expect(owner(policy) == "Zhao")
    away("Zhao", days(1, 9))
    #expect(owner(policy) == "Qian")
    away("Qian", days(1, 9))
    #expect(owner(policy) == "Chen")
    away("Chen", days(1, 9))
    #expect(owner(policy) == "")
    let answer = policy.answer(for: Self.facts(), on: CivilDate(days: 4))
    #expect(answer.row == 0)
    #expect(answer.chain.map(\.person) == ["Wang", "Li", "Zhao", "Qian", "Chen"])
    #expect(answer.chain.allSatisfy { $0.awayThrough != nil })
  }

  @Test func theFirstRowThatFitsDecides() {
    let elsewhere = Policy.Duty(category: "gas")
    var policy = Self.policy
    policy.duties.insert(elsewhere, at: 0)
    #expect(policy.answer(for: Self.facts(), on: CivilDate(days: 0)).row == 1)
    // What no row is for is the checklist's department's.
    let other = policy.answer(for: Self.facts(category: "water"), on: CivilDate(days: 0))
    #expect(other.row == nil)
    #expect(other.department == "Fire")
    #expect(other.owner == "Zhao")
  }
}
