import Figures
import Foundation
import Inspection
import Ledger
import LedgerIntake
import LedgerTestSupport
import Rectification
import SQLLedger
import TestSupport
import Testing

/// A year of 2,000 sites in five levels of regions under a policy, held against `Tests/Oracles/policy_year.py`, which reckons
/// every order, every escalation and the figures from what happened, and never sees the ledger.
@Suite(.everyLedger) struct PolicyYearTests {
  private static let oracle = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Oracles/policy_year.py")

  /// Another size by `HAZARDFLEET_YEAR_SITES`.
  private static var siteCount: Int {
    ProcessInfo.processInfo.environment["HAZARDFLEET_YEAR_SITES"].flatMap(Int.init) ?? 2_000
  }

  @Test("C2, C10, Z4, Z6, Z8, Z11: a year's orders, escalations and figures are the oracle's")
  func aYearUnderAPolicy() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appending(path: "year.sqlite").path, isScratch: true)
      defer { try? ledger.close() }
      var year = PolicyYear(seed: 2_026, sites: Self.siteCount)
      try await year.open(ledger)
      for month in 0..<PolicyYear.months { try await year.live(month: month, ledger) }
      try await year.letPass(until: PolicyYear.end.milliseconds, ledger, CommandLog(ledger))
      #expect(try await ledger.verify() == [])

      let facts = folder.appending(path: "facts.jsonl")
      try Data(year.jsonLines.utf8).write(to: facts)
      let moments = [95, 215, 365].map { PolicyYear.start + $0 * PolicyYear.day }
      let said = try await Self.oracle(facts, moments, folder)
      try await Self.compare(
        ledger, try await year.everyHazard(ledger),
        try #require(said["happened"] as? [String: [[String: Any]]]))
      for moment in moments {
        let regions = try #require(
          (said["moments"] as? [String: Any])?["\(moment)"] as? [String: [String: Any]])
        #expect(regions.count == year.regions.count + 1)
        for (code, figures) in regions { try await Self.compare(ledger, code, moment, figures) }
      }
      let copy = folder.appending(path: "copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
    }
  }

  /// What the clock did, hazard by hazard.
  private static func compare(
    _ ledger: SQLLedger, _ hazards: [HazardSummary], _ expected: [String: [[String: Any]]]
  ) async throws {
    var (wrong, orders, climbs, expiries): ([String], Int, Int, Int) = ([], 0, 0, 0)
    for hazard in hazards {
      let actions = try #require(try await ledger.hazard(hazard.id)).actions
      let happened = actions.filter { [.order, .escalate, .expire].contains($0.action) }
      orders += happened.count { $0.action == .order }
      climbs += happened.count { $0.action == .escalate }
      expiries += happened.count { $0.action == .expire }
      let key = "\(hazard.site)/\(hazard.item)"
      let told = happened.map { Self.line($0) }
      let reckoned = (expected[key] ?? []).map { Self.line($0) }
      if told != reckoned { wrong.append("\(key): the ledger says \(told), the oracle \(reckoned)") }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(hazards.count) differ, such as \(wrong.prefix(3))")
    #expect(Set(expected.keys).isSubset(of: hazards.map { "\($0.site)/\($0.item)" }))
    // A year in which nothing happened would show nothing.
    let least = Self.siteCount / 4
    #expect(
      orders > least && climbs > least && expiries > 5, "\(orders) orders, \(climbs) steps, \(expiries)")
  }

  private static func line(_ event: RectificationEvent) -> String {
    let due = event.details.due.map { "\($0.milliseconds)" } ?? ""
    return [
      event.action.name, "\(event.at.milliseconds)", event.details.owner, event.details.department, due,
      event.details.region,
    ].joined(separator: "|")
  }

  private static func line(_ event: [String: Any]) -> String {
    let number = { (name: String) in (event[name] as? Int).map(String.init) ?? "" }
    let text = { (name: String) in event[name] as? String ?? "" }
    return [
      text("action"), number("at"), text("owner"), text("department"), number("due"), text("region"),
    ].joined(separator: "|")
  }

  private static func compare(
    _ ledger: SQLLedger, _ code: String, _ moment: Int64, _ expected: [String: Any]
  ) async throws {
    let query = FigureQuery(
      region: code.isEmpty ? nil : code, at: Timestamp(milliseconds: moment),
      since: Timestamp(milliseconds: moment - 60 * PolicyYear.day), now: PolicyYear.end)
    let report = try #require(try await ledger.figures(query))
    let hazards = report.hazards
    let place = "\(code) on day \((moment - PolicyYear.start) / PolicyYear.day)"
    for (name, value) in [
      ("found", hazards.found), ("open", hazards.open), ("closed", hazards.closed),
      ("dismissed", hazards.dismissed), ("openMajor", hazards.openMajor), ("newlyFound", hazards.newlyFound),
      ("newlyClosed", hazards.newlyClosed),
    ] { #expect(value == expected[name] as? Int, "\(name) of \(place)") }
    #expect(hazards.times.median.map(Int.init) == expected["median"] as? Int, "median of \(place)")
    #expect(hazards.times.p90.map(Int.init) == expected["p90"] as? Int, "p90 of \(place)")
    let shares = try #require(expected["shares"] as? [String: [Int]])
    for name in [
      FigureName.settlement, .verified, .onTime, .onFirstTime, .overdue, .recurrence,
    ] {
      let share = report[name]
      #expect([share.numerator, share.denominator] == shares[name.name], "\(name.name) of \(place)")
    }
  }

  private static func oracle(_ facts: URL, _ moments: [Int64], _ folder: URL) async throws -> [String: Any] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", oracle.path, facts.path, moments.map(String.init).joined(separator: ",")]
    let output = folder.appending(path: "oracle.json")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try #require(JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any])
  }
}
