import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// The ledger's promise: whatever arrives in whatever order and however often, it counts once.
@Suite struct ExactnessTests {
  private func withLedger<T>(_ body: (SQLLedger) async throws -> T) async throws -> T {
    try await withTemporaryFolder { folder in
      try await body(try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path))
    }
  }

  private func load(_ sample: SampleCampaign, into ledger: SQLLedger) async throws {
    _ = try await ledger.apply([
      LedgerSlice("control", from: 0, sample.control + [sample.seal]),
      LedgerSlice("registers", from: 0, [sample.register]),
      LedgerSlice("results", from: 0, sample.results.map(LedgerEntry.result)),
    ])
  }

  @Test(arguments: 0..<12) func orderDuplicatesAndBatchesDoNotMatter(_ seed: UInt64) async throws {
    let sample = SampleCampaign(seed: seed)
    let expected = try await withLedger { ledger in
      try await load(sample, into: ledger)
      return try await ledger.digest()
    }
    try await withLedger { ledger in
      var random = SeededGenerator(seed: seed ^ 0xABCD)
      var entries = sample.results.map(LedgerEntry.result)
      entries += sample.results.filter { _ in Bool.random(using: &random) }.map(LedgerEntry.result)
      entries.shuffle(using: &random)
      // The register may come late: sites and regions get their names when it does.
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      var offset: Int64 = 0
      var completions = 0
      while !entries.isEmpty {
        let batch = Array(entries.prefix(Int.random(in: 1...40, using: &random)))
        entries.removeFirst(batch.count)
        completions += try await ledger.apply([LedgerSlice("results", from: offset, batch)]).completed.count
        offset += Int64(batch.count)
      }
      #expect(completions == 0)
      completions += try await ledger.apply([LedgerSlice("control", from: 2, [sample.seal])]).completed.count
      completions += try await ledger.apply([LedgerSlice("control", from: 3, [sample.seal])]).completed.count
      #expect(completions == 1)
      _ = try await ledger.apply([LedgerSlice("registers", from: 0, [sample.register])])
      #expect(try await ledger.digest() == expected)
      #expect(try await ledger.verify() == [])
    }
  }

  @Test(arguments: 0..<4) func totalsAreTheSumsOfTheResults(_ seed: UInt64) async throws {
    let sample = SampleCampaign(seed: seed)
    try await withLedger { ledger in
      try await load(sample, into: ledger)
      let detail = try #require(try await ledger.campaign("k"))
      let findings = sample.results.reduce(0) { $0 + $1.findings.count }
      #expect(detail.status.phase == .complete)
      #expect(detail.status.taskOutcomes.checked == sample.results.count)
      #expect(detail.status.outcomes.total == sample.results.count * 3)
      #expect(detail.status.outcomes[.fail] == findings)
      #expect(detail.sections.map(\.id) == ["A", "B"])

      let found = sample.results.flatMap { result in
        result.findings.map { "\(result.site.id)/\($0.item)" }
      }
      let overview = try await ledger.overview()
      #expect(overview.hazards.hazards == Set(found).count)
      #expect(overview.hazards.sightings == findings)

      let report = try #require(try await ledger.regions(below: "p"))
      #expect(report.lineage.map(\.code) == ["p"])
      #expect(report.children.map(\.region.code) == ["c1", "c2"])
      #expect(report.children.map(\.hazards.hazards).reduce(0, +) == Set(found).count)
      let roots = try #require(try await ledger.regions(below: nil))
      #expect(roots.children.map(\.sites) == [10])
      #expect(roots.children.first?.outcomes == detail.status.outcomes)
      #expect(try await ledger.regions(below: "nowhere") == nil)

      let months = try await ledger.months()
      #expect(months.map(\.found).reduce(0, +) == findings)
      #expect(try await ledger.items(campaign: "k").map(\.outcomes.total) == Array(repeating: 60, count: 6))
    }
  }

  @Test func aZombiesSliceIsRefusedWhole() async throws {
    let sample = SampleCampaign(seed: 1)
    try await withLedger { ledger in
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      let half = sample.results.prefix(50).map(LedgerEntry.result)
      _ = try await ledger.apply([LedgerSlice("results", partition: 1, from: 0, half)])
      let before = try await ledger.digest()
      let rest = sample.results.suffix(10).map(LedgerEntry.result)
      let error = await #expect(throws: LedgerError.self) {
        try await ledger.apply([
          LedgerSlice("results", partition: 0, from: 0, rest),
          LedgerSlice("results", partition: 1, from: 20, rest),
        ])
      }
      #expect(error?.code == .staleOffset)
      #expect(error?.stream == LedgerStream(topic: "results", partition: 1))
      #expect(try await ledger.digest() == before)
      #expect(try ledger.position(of: LedgerStream(topic: "results", partition: 0)) == 0)
      #expect(try ledger.position(of: LedgerStream(topic: "results", partition: 1)) == 50)
      // The slice that was not to blame goes through alone.
      #expect(
        try await ledger.apply([LedgerSlice("results", partition: 0, from: 0, rest)]).resultsInserted == 10)
    }
  }

  /// What the refused transaction had named must not be remembered.
  @Test func aRefusedTransactionLeavesNoRowIdsBehind() async throws {
    let sample = SampleCampaign(seed: 2)
    try await withLedger { ledger in
      _ = try await ledger.apply([LedgerSlice("control", from: 0, sample.control)])
      let entries = sample.results.map(LedgerEntry.result)
      await #expect(throws: LedgerError.self) {
        try await ledger.apply([
          LedgerSlice("results", partition: 0, from: 0, entries),
          LedgerSlice("results", partition: 1, from: 99, []),
        ])
      }
      _ = try await ledger.apply([LedgerSlice("registers", from: 0, [sample.register])])
      _ = try await ledger.apply([LedgerSlice("results", from: 0, entries)])
      #expect(try await ledger.verify() == [])
      #expect(try await ledger.overview().sites == sample.sites.count)
    }
  }

  @Test func theLedgerSurvivesReopening() async throws {
    let sample = SampleCampaign(seed: 3)
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("ledger.sqlite").path
      let first = try SQLLedger(path: path)
      try await load(sample, into: first)
      let digest = try await first.digest()
      try first.close()
      let second = try SQLLedger(path: path)
      #expect(try await second.digest() == digest)
      let again = try await second.apply([
        LedgerSlice("results", from: Int64(sample.results.count), sample.results.map(LedgerEntry.result))
      ])
      #expect(again.resultsInserted == 0)
      #expect(again.duplicates == sample.results.count)
      #expect(try await second.digest() == digest)
    }
  }

  @Test func twoCampaignsShareTheirHazards() async throws {
    let first = SampleCampaign(id: "k1", seed: 4)
    let second = SampleCampaign(id: "k2", seed: 5)
    try await withLedger { ledger in
      try await load(first, into: ledger)
      _ = try await ledger.apply([
        LedgerSlice("control", from: 3, second.control),
        LedgerSlice("results", partition: 9, from: 0, second.results.map(LedgerEntry.result)),
      ])
      let found = (first.results + second.results).flatMap { result in
        result.findings.map { "\(result.site.id)/\($0.item)" }
      }
      #expect(try await ledger.overview().hazards.hazards == Set(found).count)
      #expect(try await ledger.verify() == [])
    }
  }
}
