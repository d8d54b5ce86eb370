import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import Responsibility
import SQLLedger
import SQLiteLedger
import TestSupport
import Wire

/// A seeded year of a province under a policy, in event time: five levels of regions, monthly campaigns, holidays, people who
/// are away, fix, delay, extend and relapse. What happened is written down beside the ledger, for an oracle that never sees
/// the ledger.
struct PolicyYear {
  static let day: Int64 = 86_400_000
  static let start: Int64 = 1_767_225_600_000  // 2026-01-01T00:00:00Z
  static let months = 12
  static let end = Timestamp(milliseconds: start + 370 * day)

  private static let levels = ["province", "city", "county", "town", "village"]
  /// How many regions lie in each of the level above.
  private static let branching = [1, 2, 2, 3, 4]

  let checklist: Checklist
  let regions: [Region]
  let sites: [Site]
  let policy: Policy
  private(set) var facts: [[String: Any]] = []
  private var random: SeededGenerator
  private var offsets: [String: Int64] = [:]

  init(seed: UInt64, sites count: Int) {
    random = SeededGenerator(seed: seed)
    checklist = Checklist(
      id: "year", title: "Year", version: "1",
      sections: ["fire", "gas", "power"].map { .init(id: $0, title: $0, category: $0) },
      items: (0..<9).map { number in
        Checklist.Item(
          id: "I\(number)", text: "Item \(number)", section: number % 3,
          requirement: .boolean(expected: true),
          level: number == 4 ? .major : .general, department: ["Fire", "", "Power"][number % 3])
      })
    var regions = [Region(code: "p", name: "Province", parent: nil, level: "province")]
    var above = regions
    for (level, branches) in zip(Self.levels, Self.branching).dropFirst() {
      above = above.flatMap { parent in
        (0..<branches).map {
          Region(
            code: "\(parent.code)\($0)", name: "\(level) \(parent.code)\($0)", parent: parent.code,
            level: level)
        }
      }
      regions += above
    }
    self.regions = regions
    let villages = above
    sites = (0..<count).map {
      Site(
        id: "s\($0.padded(to: 5))", name: "Site \($0)", region: villages[$0 % villages.count].code,
        type: "shop",
        owner: $0 % 3 == 0 ? "owner \($0 % 50)" : "")
    }
    policy = Self.policy(regions)
    noteRegister()
  }

  private static func policy(_ regions: [Region]) -> Policy {
    func away(_ person: String, _ from: String, _ through: String) -> Policy.Absence? {
      guard let from = DateText.date(from[...]), let through = DateText.date(through[...]) else { return nil }
      return Policy.Absence(person: person, from: from, through: through)
    }
    let days =
      [("2026-02-17", false), ("2026-02-28", true), ("2026-05-01", false)]
      + (1...7).map { ("2026-10-0\($0)", false) } + [("2026-10-10", true)]
    // Villages have no heads, and every third town has no deputy.
    let headed = regions.filter { $0.level != "village" }
    return Policy(
      id: "year", title: "Year",
      calendar: WorkCalendar(
        timeZone: "Asia/Shanghai",
        exceptions: days.compactMap { text, isWorked in
          DateText.date(text[...]).map { WorkCalendar.Exception(day: $0, isWorked: isWorked) }
        }),
      duties: [
        .init(item: "I6", owner: "Nobody's"),
        .init(category: "fire", department: "Brigade", owner: "Fire Chief", backup: "Fire Deputy"),
        .init(category: "gas", region: "p0", department: "Gas East", owner: "Gas Chief"),
        .init(category: "gas", department: "Gas"),
      ],
      heads: Dictionary(
        headed.enumerated().map { index, region in
          (
            region.code,
            Policy.Head("head of \(region.code)", deputy: index % 3 == 0 ? "" : "deputy of \(region.code)")
          )
        }, uniquingKeysWith: { first, _ in first }),
      absences: [
        away("Fire Chief", "2026-03-01", "2026-03-31"), away("Fire Deputy", "2026-03-05", "2026-03-12"),
        away("head of p", "2026-06-01", "2026-07-15"), away("deputy of p0", "2026-01-01", "2026-12-31"),
        away("head of p00", "2026-04-01", "2026-09-30"), away("Gas Chief", "2026-08-01", "2026-08-20"),
      ].compactMap(\.self),
      deadlines: [
        .init(level: .major, grade: .red, within: Period(24, .hours)),
        .init(level: .major, within: Period(3, .days)),
        .init(category: "gas", within: Period(5, .workingDays)),
        .init(grade: .blue, category: "power", within: Period(30, .days)),
        .init(within: Period(10, .workingDays)),
      ],
      escalation: [
        .init(after: Period(0, .hours), to: "town"), .init(after: Period(2, .workingDays), to: "county"),
        .init(after: Period(6, .days), to: "city"), .init(after: Period(480, .hours), to: "province"),
      ])
  }

  private mutating func noteRegister() {
    func text(_ period: Period) -> [Any] { [period.count, period.unit.rawValue] }
    func given(_ text: String?) -> Any { text.map { $0 as Any } ?? NSNull() }
    facts.append([
      "type": "policy", "timeZone": policy.calendar.timeZone, "publishedAt": Self.start,
      "end": Self.end.milliseconds,
      "days": Dictionary(
        policy.calendar.exceptions.map { ($0.day.description, $0.isWorked) },
        uniquingKeysWith: { first, _ in first }),
      "duties": policy.duties.map {
        [
          "item": given($0.item), "category": given($0.category), "region": given($0.region),
          "department": $0.department, "owner": $0.owner, "backup": $0.backup,
        ]
      },
      "heads": policy.heads.mapValues { [$0.head, $0.deputy] },
      "absences": policy.absences.map {
        ["person": $0.person, "from": $0.from.description, "through": $0.through.description]
      },
      "deadlines": policy.deadlines.map {
        [
          "level": given($0.level?.name), "grade": given($0.grade?.name), "category": given($0.category),
          "within": text($0.within),
        ]
      }, "escalation": policy.escalation.map { ["after": text($0.after), "to": $0.to] as [String: Any] },
    ])
    for region in regions {
      facts.append([
        "type": "region", "code": region.code, "parent": region.parent ?? "", "level": region.level,
      ])
    }
    for site in sites {
      facts.append(["type": "site", "id": site.id, "region": site.region, "owner": site.owner])
    }
    for item in checklist.items {
      facts.append([
        "type": "item", "id": item.id, "category": checklist.category(of: item),
        "department": item.department,
      ])
    }
  }

  /// Lines for the oracle.
  var jsonLines: String {
    facts.compactMap { fact in
      (try? JSONSerialization.data(withJSONObject: fact, options: [.sortedKeys])).map {
        String(decoding: $0, as: UTF8.self) + "\n"
      }
    }.joined()
  }

  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  private mutating func append(_ topic: String, _ entries: [LedgerEntry], to ledger: SQLLedger) async throws {
    let offset = offsets[topic] ?? 0
    _ = try await ledger.apply([LedgerSlice("year.\(topic)", from: offset, entries)])
    offsets[topic] = offset + Int64(entries.count)
  }

  mutating func open(_ ledger: SQLLedger) async throws {
    try await append("registers", [.register(regions: regions, sites: sites)], to: ledger)
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    let published = PublishedPolicy(
      id: policy.id, publishedAt: Timestamp(milliseconds: Self.start), person: "boss",
      document: Array(try JSONEncoder().encode(policy)))
    try await append("control", [.checklist(checklist, digest: digest), .policy(published)], to: ledger)
  }

  // MARK: One month

  /// A campaign in the first six days of the month, and three weeks in which people do something or nothing.
  mutating func live(month: Int, _ ledger: SQLLedger) async throws {
    let begin = Self.start + Int64(month) * 30 * Self.day
    try await inspect("m\(month.padded(to: 2))", begin: begin, ledger)
    let desk = CommandLog(ledger)
    try await letPass(until: begin + 7 * Self.day, ledger, desk)
    for week in 0..<3 {
      let monday = begin + Int64(7 + 7 * week) * Self.day
      try await rectify(from: monday, ledger, desk)
      // Some weeks nobody looks at the clock: it makes no difference.
      if chance(0.7) { try await letPass(until: monday + 7 * Self.day, ledger, desk) }
    }
    try await letPass(until: begin + 29 * Self.day, ledger, desk)
  }

  func letPass(until time: Int64, _ ledger: SQLLedger, _ desk: CommandLog) async throws {
    let time = Timestamp(milliseconds: time)
    while try await ledger.isAnythingDue(by: time) { _ = try await desk.letPass(until: time) }
  }

  private mutating func inspect(_ campaign: String, begin: Int64, _ ledger: SQLLedger) async throws {
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    let opening = CampaignOpening(
      id: campaign, title: campaign, checklistDigest: digest, registerDigest: "r", siteCount: sites.count,
      taskCount: UInt64(sites.count), checkCount: UInt64(sites.count * 9), taskDigest: campaign,
      openedAt: Timestamp(milliseconds: begin))
    try await append("control", [.opening(opening)], to: ledger)
    var results: [LedgerEntry] = []
    for (seq, site) in sites.enumerated() {
      let at = begin + Int64.random(in: 0..<6 * Self.day, using: &random)
      // A few sites are worse than others.
      let rate = seq % 17 == 0 ? 0.09 : 0.008
      let findings = (0..<9).compactMap { chance(rate) ? finding($0) : nil }
      for finding in findings {
        facts.append([
          "type": "finding", "site": site.id, "item": checklist.items[finding.item].id, "at": at,
          "level": finding.level.name, "grade": finding.grade.name, "campaign": campaign, "seq": seq,
        ])
      }
      results.append(
        .result(
          TaskResult(
            campaign: campaign, seq: UInt64(seq), generation: 0, outcome: .checked,
            site: SiteReference(id: site.id, type: site.type, region: site.region),
            inspection: Inspection(
              observedAt: Timestamp(milliseconds: at), day: CivilDate(days: Int32(at / Self.day)),
              inspector: "inspector \(seq % 9)"), items: [0..<9], findings: findings, worker: "w")))
    }
    for start in stride(from: 0, to: results.count, by: 500) {
      try await append("results", Array(results[start..<min(start + 500, results.count)]), to: ledger)
    }
  }

  private mutating func finding(_ item: Int) -> Finding {
    Finding(
      item: item, level: chance(0.15) ? .major : checklist.items[item].level,
      grade: [.blue, .blue, .yellow, .orange, .red].randomElement(using: &random) ?? .blue, reason: "failed")
  }

  private static let actions: Set<RectificationAction> = [
    .assign, .start, .rectify, .accept, .reject, .fixOnTheSpot, .acceptRisk, .markFalsePositive,
    .denyResponsibility,
    .handOff, .reopen, .extend, .takeCharge, .greenChannel,
  ]

  /// What is refused is no fact.
  private mutating func rectify(from monday: Int64, _ ledger: SQLLedger, _ desk: CommandLog) async throws {
    let hazards = try await everyHazard(ledger)
    var at = monday
    let step = 6 * Self.day / Int64(max(1, hazards.count))
    for hazard in hazards.shuffled(using: &random) {
      guard chance(hazard.state == .open ? 0.3 : 0.03) else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        at += Int64.random(in: 1...max(1, step), using: &random)
        guard let now = try await ledger.hazard(hazard.id)?.summary.rectification else { break }
        let action = now.allowed.filter(Self.actions.contains).randomElement(using: &random)
        guard let action else { break }
        let command = command(action, on: hazard, due: now.dueAt, at: at)
        guard try await desk.carryOut(command, now: command.at).isCarriedOut else { continue }
        facts.append([
          "type": "event", "site": hazard.site, "item": hazard.item, "action": action.name, "at": at,
          "owner": command.details.owner, "department": command.details.department,
          "due": command.details.due.map { $0.milliseconds as Any } ?? NSNull(),
          "until": command.details.until.map { $0.milliseconds as Any } ?? NSNull(),
        ])
      }
    }
  }

  func everyHazard(_ ledger: SQLLedger) async throws -> [HazardSummary] {
    var (all, cursor): ([HazardSummary], HazardCursor?) = ([], nil)
    repeat {
      let page = try await ledger.hazards(HazardQuery(limit: 1_000, after: cursor))
      all += page.hazards
      cursor = page.next
    } while cursor != nil
    return all.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  private mutating func command(
    _ action: RectificationAction, on hazard: HazardSummary, due: Timestamp?, at: Int64
  ) -> RectificationCommand {
    var details = RectificationDetails()
    func later(_ base: Int64, _ days: ClosedRange<Int64>) -> Timestamp {
      Timestamp(milliseconds: base + Int64.random(in: days, using: &random) * Self.day)
    }
    switch action {
    case .assign, .handOff:
      details.owner = "team \(Int.random(in: 0..<9, using: &random))"
      details.department = ["Brigade", "Power", ""].randomElement(using: &random) ?? ""
      if chance(0.4) { details.due = later(at, 1...20) }
    case .extend: details.due = later(max(at, due?.milliseconds ?? at), 1...15)
    case .acceptRisk: details.until = later(at, 3...60)
    case .fixOnTheSpot: details.fixedBy = "Chen"
    case .takeCharge: details.owner = "Mayor"
    default: break
    }
    return RectificationCommand(
      action, [.init(hazard.id)], at: Timestamp(milliseconds: at),
      person: ["Li", "Wang", "Zhao"].randomElement(using: &random) ?? "Li", reason: "because",
      evidence: ["after.jpg"], details: details)
  }
}
