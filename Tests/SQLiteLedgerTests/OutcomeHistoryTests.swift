import Foundation
import Inspection
import Ledger
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

/// Random histories of a campaign, held against a plain model step by step.
@Suite struct OutcomeHistoryTests {
  @Test(arguments: 0..<40) func theLedgerSaysWhatThePlainModelSays(_ seed: UInt64) async throws {
    try await withTemporaryFolder { folder in
      let sample = SampleCampaign(seed: seed, inspections: 10)
      var history = RandomHistory(sample, seed: seed)
      var model = NaiveLedger(sample)
      let ledger = try SQLLedger(path: folder.appendingPathComponent("ledger.sqlite").path)
      var previous: CampaignStatus?
      var completions = 0
      while let (slices, time) = try history.next() {
        for slice in slices { model.apply(slice.records.map(\.entry), at: time) }
        completions += try await ledger.apply(slices, at: time).completed.count
        let status = try await ledger.campaign(sample.id)?.status
        expect(status, model)
        if let status, let previous { expectOnlyGrowth(from: previous, to: status) }
        previous = status
        let overview = try await ledger.overview()
        #expect(overview.rejected == model.rejected)
        #expect(overview.hazards.sightings == model.checked.reduce(0) { $0 + $1.findings.count })
      }
      #expect(completions == (model.completedAt == nil ? 0 : 1))
      try await expectOutstanding(ledger, model)
      #expect(try await ledger.verify() == [])
      let rebuilt = try await ledger.rebuiltDigest(at: folder.appendingPathComponent("new.sqlite").path)
      #expect(try await ledger.digest() == rebuilt)
    }
  }

  private func expect(_ status: CampaignStatus?, _ model: NaiveLedger) {
    guard let status else {
      #expect(!model.isOpen)
      return
    }
    #expect(status.taskOutcomes == model.tasks)
    #expect(status.lateResults == model.late.count)
    #expect(status.phase == model.phase)
    #expect(status.completedAt == model.completedAt)
    #expect(status.outcomes.total == model.checked.reduce(0) { $0 + $1.checkCount })
    #expect(status.outcomes[.fail] == model.checked.reduce(0) { $0 + $1.findings.count })
  }

  private func expectOnlyGrowth(from old: CampaignStatus, to new: CampaignStatus) {
    #expect(old.taskOutcomes.total <= new.taskOutcomes.total)
    #expect(old.taskOutcomes.checked <= new.taskOutcomes.checked)
    #expect(old.lateResults <= new.lateResults)
    for outcome in CheckOutcome.allCases { #expect(old.outcomes[outcome] <= new.outcomes[outcome]) }
    if let completedAt = old.completedAt { #expect(new.completedAt == completedAt) }
  }

  private func expectOutstanding(_ ledger: SQLLedger, _ model: NaiveLedger) async throws {
    for kind in OutstandingQuery.Kind.allCases {
      for limit in [1, 2, 1_000] {
        var query = OutstandingQuery(campaign: model.sample.id, kind: kind, limit: limit)
        var ranges: [ClosedRange<UInt64>] = []
        repeat {
          let page = try #require(try await ledger.outstanding(query))
          #expect(page.ranges.count <= limit)
          #expect(page.total == model.seqs(kind).count)
          ranges += page.ranges
          guard let next = page.next else { break }
          query.from = next
        } while true
        #expect(ranges.flatMap(Array.init) == model.seqs(kind))
        for (a, b) in zip(ranges, ranges.dropFirst()) { #expect(a.upperBound + 1 < b.lowerBound) }
      }
    }
  }
}

/// Transactions that a fleet in trouble could bring.
private struct RandomHistory {
  private let sample: SampleCampaign
  private var random: SeededGenerator
  private var control: [LedgerEntry]
  private var offsets: [LedgerStream: Int64] = [:]
  private var steps = 40
  private var time: Int64 = 1_000

  init(_ sample: SampleCampaign, seed: UInt64) {
    self.sample = sample
    random = SeededGenerator(seed: seed &* 31 &+ 7)
    var control = sample.control
    if Bool.random(using: &random) { control.append(sample.seal) }
    if Bool.random(using: &random) { control.append(sample.cancellation) }
    if Int.random(in: 0..<4, using: &random) == 0 { control.insert(sample.cancellation, at: 0) }
    if Bool.random(using: &random) { control.append(sample.seal) }
    self.control = control
  }

  /// - Returns: nil at the end.
  mutating func next() throws -> (slices: [LedgerSlice], time: Timestamp)? {
    guard steps > 0 else { return nil }
    steps -= 1
    // Clocks jump.
    time += Int64.random(in: -50...200, using: &random)
    var slices: [LedgerSlice] = []
    if !control.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
      slices.append(try slice("control", 0, [control.removeFirst()]))
    }
    for partition in 0..<Int32.random(in: 1...3, using: &random) {
      let count = Int.random(in: 0...4, using: &random)
      slices.append(try slice("results", partition, (0..<count).map { _ in anyResult() }))
    }
    return (slices, Timestamp(milliseconds: time))
  }

  private mutating func anyResult() -> LedgerEntry {
    let seq = UInt64.random(in: 0..<UInt64(sample.results.count), using: &random)
    let generation = UInt32.random(in: 0...2, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return .garbage
    case 1: return sample.unchecked(.dead, UInt64(sample.results.count) + seq)
    case 2: return .result(.unchecked(.dead, campaign: "nowhere", seq: seq, generation: 0, worker: "w"))
    case 3...5: return sample.unchecked(.cancelled, seq, generation: generation)
    case 6...11: return sample.unchecked(.dead, seq, generation: generation)
    default: return sample.checked(seq, generation: generation)
    }
  }

  private mutating func slice(
    _ topic: String, _ partition: Int32, _ entries: [LedgerEntry]
  ) throws -> LedgerSlice {
    let stream = LedgerStream(topic: topic, partition: partition)
    let slice = try LedgerSlice(topic, partition: partition, from: offsets[stream, default: 0], entries)
    offsets[stream] = slice.nextOffset
    return slice
  }
}
