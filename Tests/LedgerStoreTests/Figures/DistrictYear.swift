import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Wire

/// A seeded year of a district, in event time: monthly campaigns, and people who fix, delay, cheat and relapse. What
/// happened is written down beside the ledger, for an oracle that never sees the ledger.
struct DistrictYear {
  static let day: Int64 = 86_400_000
  static let start: Int64 = 1_767_225_600_000  // 2026-01-01T00:00:00Z
  static let months = 12

  static func monthEnd(_ month: Int) -> Timestamp {
    Timestamp(milliseconds: start + Int64(month + 1) * 30 * day - 1)
  }

  let checklist: Checklist
  let regions: [Region]
  let sites: [Site]
  private(set) var facts: [[String: Any]] = []
  private var random: SeededGenerator
  private var registered = false
  private var offsets: [String: Int64] = [:]

  init(seed: UInt64, sites count: Int) {
    random = SeededGenerator(seed: seed)
    checklist = Checklist(
      id: "district", title: "District", version: "1",
      sections: ["A", "B", "C"].map { .init(id: $0, title: "Section \($0)") },
      items: (0..<12).map { number in
        Checklist.Item(
          id: "I\(number)", text: "Item \(number)", section: number / 4,
          requirement: .boolean(expected: true),
          level: number % 5 == 0 ? .major : .general, department: ["Fire", "Water", ""][number % 3],
          weight: [1, 2, 0.5, 0, 3, 1][number % 6])
      })
    regions =
      [Region(code: "d", name: "District", parent: nil, level: "district")]
      + (0..<4).map { Region(code: "d-t\($0)", name: "Town \($0)", parent: "d", level: "town") }
      + (0..<12).map {
        Region(code: "d-t\($0 / 3)-g\($0)", name: "Grid \($0)", parent: "d-t\($0 / 3)", level: "grid")
      }
    sites = (0..<count).map {
      Site(
        id: "s\($0.padded(to: 4))", name: "Site \($0)", region: "d-t\($0 % 12 / 3)-g\($0 % 12)", type: "shop")
    }
    for region in regions {
      facts.append(
        ["type": "region", "code": region.code, "parent": region.parent ?? "", "level": region.level])
    }
    for site in sites { facts.append(["type": "site", "id": site.id, "region": site.region]) }
    for item in checklist.items {
      facts.append([
        "type": "item", "id": item.id, "section": checklist.sections[item.section].id, "weight": item.weight,
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

  private mutating func append(
    _ topic: String, _ entries: [LedgerEntry], to ledger: SQLLedger
  ) async throws {
    let offset = offsets[topic] ?? 0
    _ = try await ledger.apply([LedgerSlice("year.\(topic)", from: offset, entries)])
    offsets[topic] = offset + Int64(entries.count)
  }

  // MARK: One month

  /// A campaign in the first days of the month; every third one is not scheduled, and one is cancelled.
  mutating func inspect(month: Int, _ ledger: SQLLedger) async throws {
    let begin = Self.start + Int64(month) * 30 * Self.day
    let id = "m\(month.padded(to: 2))"
    let due = month % 3 == 2 ? nil : begin + 8 * Self.day
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    if !registered {
      registered = true
      try await append("registers", [.register(regions: regions, sites: sites)], to: ledger)
      try await append("control", [.checklist(checklist, digest: digest)], to: ledger)
    }
    let opening = CampaignOpening(
      id: id, title: id, checklistDigest: digest, registerDigest: "r", siteCount: sites.count,
      taskCount: UInt64(sites.count * 2), checkCount: UInt64(sites.count * 12), taskDigest: "t\(month)",
      openedAt: Timestamp(milliseconds: begin), dueAt: due.map(Timestamp.init(milliseconds:)))
    var control: [LedgerEntry] = [
      .opening(opening),
      .seal(
        campaign: id, taskCount: opening.taskCount, taskDigest: opening.taskDigest,
        at: Timestamp(milliseconds: begin)),
    ]
    let isCancelled = month == 7
    if isCancelled {
      control.append(
        .cancellation(
          CampaignCancellation(
            campaign: id, cancelledAt: Timestamp(milliseconds: begin + Self.day), person: "Li",
            reason: "flood")))
    }
    try await append("control", control, to: ledger)
    facts.append([
      "type": "campaign", "id": id, "sites": sites.count, "due": due.map { $0 as Any } ?? NSNull(),
      "cancelled": isCancelled ? (begin + Self.day) as Any : NSNull(),
    ])
    var results: [LedgerEntry] = []
    for (index, site) in sites.enumerated() where !isCancelled {
      // Some sites are never visited, some tasks get lost.
      if index % 41 == 40 || chance(0.03) { continue }
      results += inspection(of: site, number: index, campaign: id, begin: begin).map(LedgerEntry.result)
    }
    for start in stride(from: 0, to: results.count, by: 200) {
      try await append("results", Array(results[start..<min(start + 200, results.count)]), to: ledger)
    }
  }

  private mutating func inspection(
    of site: Site, number: Int, campaign: String, begin: Int64
  ) -> [TaskResult] {
    let inspector = "inspector \(number % 9)"
    // One of them is everywhere at once; some come too late.
    let at =
      number % 9 == 4
      ? begin + 2 * Self.day + Int64(number) * 5_000
      : begin + Int64.random(in: 0..<10 * Self.day, using: &random) / 1_000 * 1_000
    let isUnseen = chance(0.04)
    return [0..<6, 6..<12].enumerated().map { half, range in
      var exceptions: [TaskResult.Exception] = []
      var findings: [Finding] = []
      for item in range {
        if isUnseen || chance(0.03) {
          exceptions.append(.init(item: item, outcome: .notchecked))
        } else if chance(0.03) {
          exceptions.append(
            .init(
              item: item, outcome: [.error, .unknown, .notapplicable].randomElement(using: &random) ?? .error)
          )
        } else if number % 9 != 6, chance(0.06) {
          findings.append(finding(item, at: at))
        }
      }
      let result = TaskResult(
        campaign: campaign, seq: UInt64(number * 2 + half), generation: 0, outcome: .checked,
        site: SiteReference(id: site.id, type: site.type, region: site.region),
        inspection: Inspection(
          observedAt: Timestamp(milliseconds: at), day: CivilDate(days: Int32(at / Self.day)),
          inspector: inspector), items: [range], exceptions: exceptions, findings: findings, worker: "w")
      note(result)
      return result
    }
  }

  private mutating func finding(_ item: Int, at: Int64) -> Finding {
    let hash = chance(0.05) ? 7 : UInt64.random(in: 0..<UInt64.max, using: &random)
    let text = String(hash, radix: 16)
    return Finding(
      item: item, level: checklist.items[item].level, grade: .yellow, reason: "failed",
      acceptedAt: chance(0.1)
        ? Timestamp(milliseconds: at + Int64.random(in: 0..<40 * Self.day, using: &random)) : nil,
      evidence: chance(0.5)
        ? ["photo:sha256:" + String(repeating: "0", count: 64 - text.count) + text + ";path=\(item).jpg"] : []
    )
  }

  private mutating func note(_ result: TaskResult) {
    facts.append([
      "type": "result", "campaign": result.campaign, "seq": result.seq, "site": result.site.id,
      "at": result.inspection.observedAt.milliseconds, "inspector": result.inspection.inspector,
      "items": result.items.joined().map { checklist.items[$0].id },
      "exceptions": result.exceptions.map { [checklist.items[$0.item].id, $0.outcome.name] },
      "findings": result.findings.map { finding in
        [
          "item": checklist.items[finding.item].id, "level": finding.level.name,
          "accepted": finding.acceptedAt.map { $0.milliseconds as Any } ?? NSNull(),
          "evidence": finding.evidence,
        ] as [String: Any]
      },
    ])
  }

  /// What people do about hazards in the rest of the month, in the order of its times. What is refused is no fact.
  mutating func rectify(month: Int, _ ledger: SQLLedger) async throws {
    let desk = CommandLog(ledger)
    let begin = Self.start + Int64(month) * 30 * Self.day
    let hazards = try await everyHazard(ledger)
    var at = begin + 11 * Self.day
    for hazard in hazards.shuffled(using: &random) {
      guard chance(0.45) else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard let detail = try await ledger.hazard(hazard.id) else { break }
        guard let action = detail.summary.rectification.allowed.randomElement(using: &random) else { break }
        at += 200 + Int64.random(in: 0..<120_000, using: &random)
        at = min(at, begin + 29 * Self.day)
        let command = command(action, on: hazard, beside: hazards.first?.id, at: at)
        let report = try await desk.carryOut(command, now: Timestamp(milliseconds: at))
        guard report.isCarriedOut else { continue }
        facts.append([
          "type": "event", "site": hazard.site, "item": hazard.item, "action": action.name, "at": at,
          "department": command.details.department, "evidence": command.evidence,
          "due": command.details.due.map { $0.milliseconds as Any } ?? NSNull(),
        ])
      }
    }
  }

  private func everyHazard(_ ledger: SQLLedger) async throws -> [HazardSummary] {
    var (all, cursor): ([HazardSummary], HazardCursor?) = ([], nil)
    repeat {
      let page = try await ledger.hazards(HazardQuery(limit: 1_000, after: cursor))
      all += page.hazards
      cursor = page.next
    } while cursor != nil
    return all.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  private mutating func command(
    _ action: RectificationAction, on hazard: HazardSummary, beside other: HazardID?, at: Int64
  ) -> RectificationCommand {
    RectificationCommand(
      action, [.init(hazard.id)], at: Timestamp(milliseconds: at),
      person: ["Li", "Wang", "Zhao"].randomElement(using: &random) ?? "Li", reason: "because",
      evidence: chance(0.02) ? ["photo:sha256:" + String(repeating: "f", count: 64)] : ["after-\(at).jpg"],
      details: RectificationDetails(
        owner: "Owner", department: ["Fire", "Power", ""].randomElement(using: &random) ?? "",
        until: Timestamp(milliseconds: at + 400 * Self.day), original: other, fixedBy: "Chen",
        due: chance(0.6)
          ? Timestamp(milliseconds: at + Int64.random(in: 1...30, using: &random) * Self.day) : nil))
  }
}
