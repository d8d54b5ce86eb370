import Inspection
import Ledger
import TestSupport
import Wire

/// A seeded campaign whose results were computed without the product's workers.
struct SampleCampaign {
  static let itemCount = 6
  let id: String
  let checklist: Checklist
  let regions: [Region]
  let sites: [Site]
  let results: [TaskResult]

  init(id: String = "k", seed: UInt64, inspections: Int = 60) {
    self.id = id
    var random = SeededGenerator(seed: seed)
    checklist = Checklist(
      id: "list", title: "List", version: "1",
      sections: [.init(id: "A", title: "First"), .init(id: "B", title: "Second")],
      items: (0..<Self.itemCount).map {
        Checklist.Item(
          id: "I\($0)", text: "Item \($0)", section: $0 / 3, requirement: .boolean(expected: true))
      })
    regions = [
      Region(code: "p", name: "Province", parent: nil, level: "province"),
      Region(code: "c1", name: "County 1", parent: "p"), Region(code: "c2", name: "County 2", parent: "p"),
    ]
    sites = (0..<10).map {
      Site(id: "s\($0)", name: "Site \($0)", region: $0 < 5 ? "c1" : "c2", type: "shop")
    }
    var results: [TaskResult] = []
    for inspection in 0..<inspections {
      let site = sites[inspection % sites.count]
      for half in [0..<3, 3..<6] {
        results.append(
          Self.result(id, seq: UInt64(results.count), site: site, at: inspection, items: half, &random))
      }
    }
    self.results = results
  }

  private static func result(
    _ campaign: String, seq: UInt64, site: Site, at time: Int, items: Range<Int>,
    _ random: inout SeededGenerator
  ) -> TaskResult {
    let found = Int64(time) * 10
    var exceptions: [TaskResult.Exception] = []
    var findings: [Finding] = []
    for item in items {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: exceptions.append(.init(item: item, outcome: .notchecked))
      case 1: exceptions.append(.init(item: item, outcome: .error))
      case 2, 3:
        let accepted = Bool.random(using: &random) ? found + Int64.random(in: 0..<400, using: &random) : nil
        findings.append(
          Finding(
            item: item, level: Bool.random(using: &random) ? .major : .general,
            grade: RiskGrade.allCases.randomElement(using: &random) ?? .blue, reason: "r\(item)",
            acceptedAt: accepted.map(Timestamp.init(milliseconds:))))
      default: break
      }
    }
    return TaskResult(
      campaign: campaign, seq: seq, generation: 0, outcome: .checked,
      site: SiteReference(id: site.id, type: site.type, region: site.region),
      inspection: Inspection(
        observedAt: Timestamp(milliseconds: found), day: CivilDate(days: Int32(time)), inspector: "i"),
      items: [items], exceptions: exceptions, findings: findings, worker: "w")
  }

  var taskDigest: String { "digest of \(id)" }

  var checklistDigest: String { Digest.hex(of: (try? ChecklistCodec.encode(checklist)) ?? []) }

  var control: [LedgerEntry] {
    let opening = CampaignOpening(
      id: id, title: "Sample", checklistDigest: checklistDigest, registerDigest: "r", siteCount: sites.count,
      taskCount: UInt64(results.count), checkCount: UInt64(results.count * 3), taskDigest: taskDigest,
      openedAt: Timestamp(milliseconds: 1))
    return [.checklist(checklist, digest: checklistDigest), .opening(opening)]
  }

  var seal: LedgerEntry {
    .seal(
      campaign: id, taskCount: UInt64(results.count), taskDigest: taskDigest, at: Timestamp(milliseconds: 2))
  }

  var cancellation: LedgerEntry {
    .cancellation(
      CampaignCancellation(
        campaign: id, cancelledAt: Timestamp(milliseconds: 5), person: "Li", reason: "flooded"))
  }

  /// An outcome without checks and without a site.
  func unchecked(_ outcome: TaskOutcome, _ seq: UInt64, generation: UInt32 = 0) -> LedgerEntry {
    .result(.unchecked(outcome, campaign: id, seq: seq, generation: generation, worker: "w"))
  }

  /// The task as it was checked.
  func checked(_ seq: UInt64, generation: UInt32 = 0) -> LedgerEntry {
    var result = results[Int(seq)]
    result.generation = generation
    return .result(result)
  }

  var register: LedgerEntry { .register(regions: regions, sites: sites) }
}
