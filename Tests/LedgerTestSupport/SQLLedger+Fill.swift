package import Inspection
import Ledger
package import SQLLedger

extension SQLLedger {
  /// A campaign of one task at one site that found so many hazards.
  package func fill(hazards count: Int) async throws -> [HazardID] {
    let items = (0..<count).map { index in
      Checklist.Item(
        id: "I-\(index)", text: "item \(index)", section: 0,
        requirement: .boolean(expected: true), level: .general)
    }
    let checklist = Checklist(
      id: "list", title: "List", version: "1", sections: [.init(id: "S", title: "S", category: "fire")],
      items: items)
    let opening = CampaignOpening(
      id: "k", title: "", checklistDigest: "d", registerDigest: "", siteCount: 1, taskCount: 1,
      checkCount: UInt64(count), taskDigest: "t", openedAt: Timestamp(milliseconds: 1))
    let result = TaskResult(
      campaign: "k", seq: 0, generation: 0, outcome: .checked,
      site: SiteReference(id: "s", type: "", region: "r"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 1_000), day: CivilDate(days: 0)),
      items: [0..<count],
      findings: (0..<count).map { Finding(item: $0, level: .general, grade: .blue, reason: "no") },
      worker: "w")
    let entries: [LedgerEntry] = [.checklist(checklist, digest: "d"), .opening(opening), .result(result)]
    _ = try await apply([LedgerSlice("test", from: 0, entries)], at: Timestamp(milliseconds: 2_000))
    return items.map { HazardID(site: "s", checklist: "list", item: $0.id) }
  }
}
