import Figures
import Foundation
import Inspection
import Ledger
import LedgerTestSupport
import SQLLedger
import TestSupport
import Testing
import Wire

/// Random histories in which results of higher generations decide what was left open, held against a recount.
@Suite(.everyLedger) struct SupplementHistoryTests {
  @Test(arguments: 0..<16) func whatIsDecidedIsCountedOnceAndStays(_ seed: UInt64) async throws {
    try await withTemporaryFolder { folder in
      let course = SupplementCourse(seed: seed)
      let path = folder.appendingPathComponent("ledger.sqlite").path
      var ledger = try LedgerKind.open(path)
      var history = course.history(seed: seed)
      var recount = Recount()
      while let slices = try history.next() {
        for slice in slices { for record in slice.records { recount.apply(record.entry) } }
        _ = try await ledger.apply(slices)
        // Whoever opens it anew remembers nothing.
        if history.restarts() {
          try ledger.close()
          ledger = try LedgerKind.open(path)
        }
        try await expect(ledger, recount, course)
      }
      #expect(recount.supplements > 0)
      for moment in course.moments {
        let figures = try #require(
          try await ledger.figures(FigureQuery(at: moment, now: course.end)))
        #expect(figures.coverage == recount.coverage(at: moment))
        #expect(figures.sites.numerator == recount.sites(at: moment))
        let coverage = try #require(try await ledger.coverage(CoverageQuery(campaign: "k", at: moment)))
        #expect(coverage.sites.numerator == recount.sites(at: moment))
        #expect(coverage.items.numerator == recount.items(at: moment))
      }
      #expect(try await ledger.verify() == [])
      let digest = try await ledger.digest()
      #expect(try await ledger.rebuiltDigest(at: folder.appendingPathComponent("new.sqlite").path) == digest)
      try await expectTheSame(digest, course, folder, seed: seed)
    }
  }

  /// Partitions in another interleaving, in other transactions.
  private func expectTheSame(
    _ digest: String, _ course: SupplementCourse, _ folder: URL, seed: UInt64
  ) async throws {
    let other = try LedgerKind.open(folder.appendingPathComponent("other.sqlite").path)
    var history = course.history(seed: seed &+ 1_000)
    while let slices = try history.next() { _ = try await other.apply(slices) }
    #expect(try await other.digest() == digest)
  }

  private func expect(_ ledger: SQLLedger, _ recount: Recount, _ course: SupplementCourse) async throws {
    guard let status = try await ledger.campaign("k")?.status else { return }
    #expect(status.taskOutcomes.checked == recount.results)
    #expect(status.outcomes == recount.totals)
    let items = try await ledger.items(campaign: "k")
    for item in items { #expect(item.outcomes == recount.totals(of: item.item)) }
    let roots = try #require(try await ledger.regions(below: "p"))
    for child in roots.children {
      #expect(child.outcomes == recount.totals(in: child.region.code))
    }
    #expect(try await ledger.overview().hazards.sightings == recount.findings)
    let errors = try #require(try await ledger.checkErrors(CheckErrorQuery(campaign: "k")))
    #expect(errors.total == recount.errors)
  }
}

/// What comes of each task, by partition: its result, results of higher generations, all of them more than once.
struct SupplementCourse {
  static let itemCount = 5
  static let partitions = 3
  private let checklist: Checklist
  private let sites: [Site]
  private let records: [[LedgerEntry]]
  let moments: [Timestamp]
  let end = Timestamp(milliseconds: 1_000_000)

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 77 &+ 5)
    checklist = Checklist(
      id: "list", title: "List", version: "1", sections: [.init(id: "A", title: "A")],
      items: (0..<Self.itemCount).map {
        Checklist.Item(id: "I\($0)", text: "I\($0)", section: 0, requirement: .boolean(expected: true))
      })
    sites = (0..<4).map { Site(id: "s\($0)", name: "S\($0)", region: $0 < 2 ? "c1" : "c2", type: "shop") }
    var records: [[LedgerEntry]] = Array(repeating: [], count: Self.partitions)
    for seq in 0..<12 {
      var own: [LedgerEntry] = []
      for generation in 0..<UInt32.random(in: 1...4, using: &random) {
        own.append(
          .result(Self.result(seq, generation, site: sites[seq % sites.count], &random)))
        // What came once may come again.
        while Int.random(in: 0..<3, using: &random) == 0 {
          own.append(own.randomElement(using: &random) ?? LedgerEntry.none)
        }
      }
      // Tasks of one partition mix, each keeping its order.
      var (partition, rest, mixed) = (records[seq % Self.partitions][...], own[...], [LedgerEntry]())
      while !partition.isEmpty || !rest.isEmpty {
        let takesOwn = partition.isEmpty || (!rest.isEmpty && Bool.random(using: &random))
        mixed.append(takesOwn ? rest.removeFirst() : partition.removeFirst())
      }
      records[seq % Self.partitions] = mixed
    }
    self.records = records
    moments = [0, 100, 200, 350, 600, 10_000].map(Timestamp.init(milliseconds:))
  }

  private static func result(
    _ seq: Int, _ generation: UInt32, site: Site, _ random: inout SeededGenerator
  ) -> TaskResult {
    let all = Array(0..<itemCount)
    let items = generation == 0 ? all : all.filter { _ in Bool.random(using: &random) }
    var (exceptions, findings): ([TaskResult.Exception], [Finding]) = ([], [])
    for item in items {
      switch Int.random(in: 0..<10, using: &random) {
      case 0...(generation == 0 ? 5 : 1):
        exceptions.append(.init(item: item, outcome: .notchecked, reason: item == 0 ? "nobody knows" : ""))
      case 6: exceptions.append(.init(item: item, outcome: .notapplicable))
      case 7: exceptions.append(.init(item: item, outcome: .error, reason: "no photo"))
      case 8: findings.append(Finding(item: item, level: .major, grade: .red, reason: "no"))
      default: break
      }
    }
    let at = Int64.random(in: 0..<700, using: &random)
    return TaskResult(
      campaign: "k", seq: UInt64(seq), generation: generation, outcome: .checked,
      site: SiteReference(id: site.id, type: site.type, region: site.region),
      inspection: Inspection(
        observedAt: Timestamp(milliseconds: at), day: CivilDate(days: 0), inspector: "i\(generation)"),
      items: items.map { $0..<$0 + 1 }, exceptions: exceptions, findings: findings, worker: "w\(generation)")
  }

  func history(seed: UInt64) -> History {
    let digest = Digest.hex(of: (try? ChecklistCodec.encode(checklist)) ?? [])
    let opening = CampaignOpening(
      id: "k", title: "K", checklistDigest: digest, registerDigest: "r", siteCount: sites.count,
      taskCount: 12,
      checkCount: UInt64(12 * Self.itemCount), taskDigest: "t", openedAt: Timestamp(milliseconds: 1))
    let regions = [
      Region(code: "p", name: "P", parent: nil), Region(code: "c1", name: "C1", parent: "p"),
      Region(code: "c2", name: "C2", parent: "p"),
    ]
    var moved = sites
    // What was counted in a region stays counted there.
    moved[0] = Site(id: "s0", name: "S0", region: "c2", type: "shop")
    return History(
      random: SeededGenerator(seed: seed &* 13 &+ 1),
      control: [.checklist(checklist, digest: digest), .opening(opening)],
      register: [.register(regions: regions, sites: sites), .register(regions: [], sites: moved)],
      rest: records.map { $0[...] })
  }

  struct History {
    fileprivate var random: SeededGenerator
    fileprivate var control: [LedgerEntry]
    fileprivate var register: [LedgerEntry]
    fileprivate var rest: [ArraySlice<LedgerEntry>]
    private var offsets: [String: Int64] = [:]

    fileprivate init(
      random: SeededGenerator, control: [LedgerEntry], register: [LedgerEntry],
      rest: [ArraySlice<LedgerEntry>]
    ) {
      self.random = random
      self.control = control
      self.register = register
      self.rest = rest
    }

    mutating func restarts() -> Bool { Int.random(in: 0..<3, using: &random) == 0 }

    /// - Returns: nil at the end.
    mutating func next() throws -> [LedgerSlice]? {
      if !control.isEmpty {
        defer { control = [] }
        return [
          try LedgerSlice("control", from: 0, control), try slice("registers", 0, [register.removeFirst()]),
        ]
      }
      guard !rest.allSatisfy(\.isEmpty) || !register.isEmpty else { return nil }
      var slices: [LedgerSlice] = []
      if !register.isEmpty, Int.random(in: 0..<6, using: &random) == 0 || rest.allSatisfy(\.isEmpty) {
        slices.append(try slice("registers", 0, [register.removeFirst()]))
      }
      for partition in rest.indices.shuffled(using: &random) {
        let count = Int.random(in: 0...4, using: &random)
        let entries = Array(rest[partition].prefix(count))
        rest[partition] = rest[partition].dropFirst(count)
        slices.append(try slice("results", Int32(partition), entries))
      }
      return slices
    }

    private mutating func slice(
      _ topic: String, _ partition: Int32, _ entries: [LedgerEntry]
    ) throws -> LedgerSlice {
      let place = "\(topic)/\(partition)"
      let slice = try LedgerSlice(topic, partition: partition, from: offsets[place, default: 0], entries)
      offsets[place] = slice.nextOffset
      return slice
    }
  }
}

/// The plainest count: every check with all that was said of it, in the order of arrival.
private struct Recount {
  private struct Check {
    var outcome: CheckOutcome
    var hasReason: Bool
    var site: String
    var region: String
    /// When the result of its task was, and when its outcome counts from.
    var since: Int64
    var decidedAt: Int64
  }

  private var checks: [String: Check] = [:]
  private var seen: [UInt64: Int64] = [:]
  private(set) var supplements = 0

  mutating func apply(_ entry: LedgerEntry) {
    guard case .result(let result) = entry else { return }
    let at = result.inspection.observedAt.milliseconds
    guard let first = seen[result.seq] else {
      seen[result.seq] = at
      for item in result.items.joined() {
        checks["\(result.seq)/\(item)"] = check(item, result, since: at, at)
      }
      return
    }
    guard result.generation > 0 else { return }
    for item in result.items.joined() {
      let key = "\(result.seq)/\(item)"
      let later = check(item, result, since: first, max(at, first))
      guard let known = checks[key], [.notchecked, .error].contains(known.outcome),
        later.outcome != .notchecked, later.outcome != known.outcome
      else { continue }
      checks[key] = later
      supplements += 1
    }
  }

  private func check(_ item: Int, _ result: TaskResult, since: Int64, _ at: Int64) -> Check {
    let exception = result.exceptions.first { $0.item == item }
    let fails = result.findings.contains { $0.item == item }
    return Check(
      outcome: exception?.outcome ?? (fails ? .fail : .pass), hasReason: exception?.reason.isEmpty == false,
      site: result.site.id, region: result.site.region, since: since, decidedAt: at)
  }

  var results: Int { seen.count }
  var totals: OutcomeCounts { count { _, _ in true } }
  func totals(of item: String) -> OutcomeCounts { count { key, _ in key.hasSuffix("/\(item.dropFirst())") } }
  func totals(in region: String) -> OutcomeCounts { count { _, check in check.region == region } }
  var findings: Int { totals[.fail] }
  var errors: Int { checks.values.count { $0.hasReason && $0.outcome != .notapplicable } }

  private func count(_ belongs: (String, Check) -> Bool) -> OutcomeCounts {
    var counts = OutcomeCounts()
    for (key, check) in checks where belongs(key, check) { counts[check.outcome] += 1 }
    return counts
  }

  private func isDecided(_ check: Check, at moment: Timestamp) -> Bool {
    [.pass, .fail].contains(check.outcome) && check.decidedAt <= moment.milliseconds
  }

  func coverage(at moment: Timestamp) -> Share {
    let known = checks.values.filter { $0.since <= moment.milliseconds }
    let away = known.count { $0.outcome == .notapplicable && $0.decidedAt <= moment.milliseconds }
    return Share(known.count { isDecided($0, at: moment) }, of: known.count - away)
  }

  func sites(at moment: Timestamp) -> Int {
    Set(checks.values.filter { isDecided($0, at: moment) }.map(\.site)).count
  }

  func items(at moment: Timestamp) -> Int {
    Set(checks.filter { isDecided($0.value, at: moment) }.keys.map { $0.drop { $0 != "/" } }).count
  }
}
