import Figures
import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing

/// A year of a district, held against `Tests/Oracles/figures.py`, which reckons from what happened and never sees the
/// ledger (seeds C2, C3, C10, G4, G5, Z6).
@Suite(.everyLedger) struct FigureOracleTests {
  private static let oracle = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Oracles/figures.py")

  @Test func everyFigureOfAYearIsTheOracles() async throws {
    try await withTemporaryFolder { folder in
      let ledger = try LedgerKind.open(folder.appending(path: "year.sqlite").path, isScratch: true)
      defer { try? ledger.close() }
      var year = DistrictYear(seed: 2_026, sites: 240)
      var remembered: [FigureReport] = []
      for month in 0..<DistrictYear.months {
        try await year.inspect(month: month, ledger)
        try await year.rectify(month: month, ledger)
        remembered.append(
          try #require(try await ledger.figures(Self.query(at: DistrictYear.monthEnd(month)))))
      }
      #expect(try await ledger.verify() == [])

      // What was said of a month's end is still so at the end of the year, and all hazards are accounted for.
      for (month, before) in remembered.enumerated() {
        let now = try #require(try await ledger.figures(Self.query(at: DistrictYear.monthEnd(month))))
        #expect(now == before, "month \(month)")
        #expect(now.hazards.found == now.hazards.open + now.hazards.closed + now.hazards.dismissed)
      }
      // Of everything that is known, the past and the present agree.
      let far = Timestamp(milliseconds: DistrictYear.start + 1_000 * DistrictYear.day)
      for region in [nil] + year.regions.map({ Optional($0.code) }) {
        let live = try await ledger.figures(FigureQuery(region: region, now: far))
        #expect(live == (try await ledger.figures(FigureQuery(region: region, at: far, now: far))))
      }

      let facts = folder.appending(path: "facts.jsonl")
      try Data(year.jsonLines.utf8).write(to: facts)
      let moments = [1, 4, 7, 10].map { String(DistrictYear.monthEnd($0).milliseconds) } + ["now"]
      let said = try await Self.oracle(facts, moments, folder)
      let hazards = try #require(try await ledger.figures(Self.query(at: nil))).hazards
      #expect(hazards.closedWithDeadline > 20 && hazards.closedInTime < hazards.closedWithDeadline)
      #expect(hazards.pendingWithDeadline > 20 && hazards.closedInFirstTime < hazards.closedInTime)
      #expect(hazards.found > 1_000 && hazards.closed > 200 && hazards.dismissed > 50, "\(hazards.found)")
      for moment in moments {
        let expected = try #require((said["moments"] as? [String: Any])?[moment] as? [String: Any])
        try await Self.compare(ledger, year, at: Int64(moment).map(Timestamp.init(milliseconds:)), expected)
      }
      try await Self.compareSignals(ledger, try #require(said["signals"] as? [String: Any]))
      let copy = folder.appending(path: "copy.sqlite").path
      #expect(try await ledger.rebuiltDigest(at: copy) == (try await ledger.digest()))
      let rebuilt = try LedgerKind.open(copy)
      defer { try? rebuilt.close() }
      #expect(
        try await rebuilt.figures(Self.query(at: nil)) == (try await ledger.figures(Self.query(at: nil))))
    }
  }

  private static func query(_ region: String? = nil, at time: Timestamp?) -> FigureQuery {
    FigureQuery(
      region: region, at: time,
      since: time.map { Timestamp(milliseconds: $0.milliseconds - 60 * DistrictYear.day) },
      now: Timestamp(milliseconds: DistrictYear.start + 1_000 * DistrictYear.day))
  }

  private static func oracle(_ facts: URL, _ moments: [String], _ folder: URL) async throws -> [String: Any] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", oracle.path, facts.path, moments.joined(separator: ",")]
    let output = folder.appending(path: "oracle.json")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try #require(JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any])
  }

  private static func compare(
    _ ledger: SQLLedger, _ year: DistrictYear, at time: Timestamp?, _ expected: [String: Any]
  ) async throws {
    let regions = try #require(expected["regions"] as? [String: [String: Any]])
    for (code, figures) in regions {
      let report = try #require(
        try await ledger.figures(Self.query(code.isEmpty ? nil : code, at: time)))
      compare(report, figures, "\(code) at \(time?.iso8601 ?? "now")")
    }
    let resolved = try #require(
      try await ledger.resolved(FigureQuery(at: time, now: Timestamp(milliseconds: 0))))
    #expect(
      Dictionary(
        uniqueKeysWithValues: resolved.map {
          ("\($0.level)/\($0.department)", [$0.settlement.numerator, $0.settlement.denominator])
        }) == expected["resolved"] as? [String: [Int]])
    let coverage = try #require(try await ledger.coverage(CoverageQuery(at: time, limit: 1_000)))
    #expect(coverage.missingSites.map(\.id) == expected["missingSites"] as? [String])
    try await compareScores(ledger, year, at: time, expected)
  }

  private static func compare(_ report: FigureReport, _ expected: [String: Any], _ place: String) {
    let hazards = report.hazards
    for (name, value) in [
      ("found", hazards.found), ("open", hazards.open), ("closed", hazards.closed),
      ("dismissed", hazards.dismissed), ("openMajor", hazards.openMajor),
    ] { #expect(value == expected[name] as? Int, "\(name) of \(place)") }
    #expect(hazards.times.median.map(Int.init) == expected["median"] as? Int, "median of \(place)")
    #expect(hazards.times.p90.map(Int.init) == expected["p90"] as? Int, "p90 of \(place)")
    if let found = expected["newlyFound"] as? Int {
      #expect(hazards.newlyFound == found, "newly found of \(place)")
      #expect(hazards.newlyClosed == expected["newlyClosed"] as? Int, "newly closed of \(place)")
    }
    let shares = expected["shares"] as? [String: [Int]] ?? [:]
    let intervals = expected["wilson"] as? [String: Any] ?? [:]
    #expect(shares.count == FigureName.allCases.count)
    for (name, share) in shares {
      guard let figure = FigureName(rawValue: name) else {
        Issue.record("there is no figure \(name)")
        continue
      }
      #expect([report[figure].numerator, report[figure].denominator] == share, "\(name) of \(place)")
      guard let bounds = intervals[name] as? [Double], let interval = report[figure].interval else {
        #expect(report[figure].interval == nil && intervals[name] is NSNull)
        continue
      }
      #expect(abs(interval.lowerBound - bounds[0]) < 1e-12 && abs(interval.upperBound - bounds[1]) < 1e-12)
    }
  }

  private static func compareScores(
    _ ledger: SQLLedger, _ year: DistrictYear, at time: Timestamp?, _ expected: [String: Any]
  ) async throws {
    let scores = try #require(expected["scores"] as? [String: [String: Any]])
    let gains = try #require(expected["gains"] as? [String: [String: Any]])
    var means: [ScoringModel: [Double]] = [:]
    for site in year.sites {
      let reports = try #require(try await ledger.scores(ofSite: site.id, at: time))
      #expect(reports.isEmpty == (scores[site.id] == nil))
      guard let report = reports.first, let wanted = scores[site.id] else { continue }
      for model in ScoringModel.allCases {
        let percent = report.score.percent(model)
        expectClose(percent, wanted[model.name] as? Double, "\(model.name) of \(site.id)")
        if let percent { means[model, default: []].append(percent) }
      }
      let whatIf = try #require(
        try await ledger.whatIf(.site(site.id), model: .byDefault, at: time, limit: 100))
      #expect(Set(whatIf.hazards.map(\.item)) == Set((gains[site.id] ?? [:]).keys))
      for hazard in whatIf.hazards {
        expectClose(hazard.gain(.byDefault), gains[site.id]?[hazard.item] as? Double, "gain at \(site.id)")
      }
      let byGain = whatIf.hazards.map { $0.gain(.byDefault) ?? -1 }
      #expect(byGain.isDescending)
    }
    let region = try #require(try await ledger.score(ofRegion: "d", at: time)).score
    for model in ScoringModel.allCases {
      let values = means[model] ?? []
      expectClose(region.mean(model), values.reduce(0, +) / Double(values.count), model.name)
    }
    let ranked = try #require(
      try await ledger.ranking(query("d", at: time), by: .score(.flat), minimum: 1))
    let byScore = ranked.map { $0.score?.mean(.flat) ?? -1 }
    #expect(byScore.isDescending)
  }

  private static func expectClose(_ a: Double?, _ b: Double?, _ what: String) {
    guard let a, let b else {
      #expect(a == nil && b == nil, "\(what)")
      return
    }
    #expect(abs(a - b) < 1e-9, "\(what)")
  }

  private static func compareSignals(_ ledger: SQLLedger, _ expected: [String: Any]) async throws {
    let signals = try #require(try await ledger.signals(SignalQuery(limit: 100_000)))
    #expect([signals.failing.numerator, signals.failing.denominator] == expected["failing"] as? [Int])
    #expect(
      Dictionary(
        uniqueKeysWithValues: signals.fast.map {
          ($0.inspector, [$0.steps.numerator, $0.steps.denominator, Int($0.shortest)])
        }) == expected["fast"] as? [String: [Int]])
    #expect(signals.fast.first?.inspector == "inspector 4")
    let lucky = try #require(expected["allPass"] as? [String: Double])
    #expect(signals.allPass.map(\.inspector) == ["inspector 6"])
    #expect(Set(signals.allPass.map(\.inspector)) == Set(lucky.keys))
    #expect(
      Dictionary(uniqueKeysWithValues: signals.reused.map { ($0.evidence, [$0.hazards.count, $0.sites]) })
        == expected["reused"] as? [String: [Int]])
  }
}

extension [Double] {
  fileprivate var isDescending: Bool { zip(self, dropFirst()).allSatisfy { $0 >= $1 - 1e-9 } }
}
