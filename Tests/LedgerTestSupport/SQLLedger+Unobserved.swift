import Inspection
import Ledger
package import SQLLedger

extension SQLLedger {
  /// A campaign `k` that was launched without observations: one site `s` with an item of yes or no, a pressure that takes
  /// a photo, and a choice.
  package func fillUnobserved() async throws {
    var pressure = Checklist.Item(
      id: "BAR", text: "Pressure", section: 1,
      requirement: .number(NumberRange(lower: .init(1), upper: .init(1.4)), unit: MeasureUnit("MPa")))
    pressure.evidence = .photo
    let checklist = Checklist(
      id: "block", title: "Block", version: "1",
      sections: [.init(id: "A", title: "Ways", category: "fire"), .init(id: "B", title: "Extinguishers")],
      items: [
        Checklist.Item(
          id: "EXIT", text: "Exits are free", section: 0, requirement: .boolean(expected: true),
          level: .major),
        pressure,
        Checklist.Item(
          id: "KIND", text: "Kind", section: 1,
          requirement: .choice(options: ["foam", "powder"], passing: [0])),
      ])
    let opening = CampaignOpening(
      id: "k", title: "Autumn", checklistDigest: "d", registerDigest: "", siteCount: 1, taskCount: 1,
      checkCount: 3, taskDigest: "t", openedAt: Timestamp(milliseconds: 1), passesAreObserved: true)
    let result = TaskResult(
      campaign: "k", seq: 0, generation: 0, outcome: .checked,
      site: SiteReference(id: "s", type: "shop", region: "r"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 1_000), day: CivilDate(days: 0)),
      items: [0..<3], exceptions: (0..<3).map { .init(item: $0, outcome: .notchecked) }, worker: "w")
    let entries: [LedgerEntry] = [
      .checklist(checklist, digest: "d"), .opening(opening),
      .register(
        regions: [Region(code: "r", name: "Region", parent: nil)],
        sites: [Site(id: "s", name: "Shop", region: "r", type: "shop")]),
      .result(result),
      .seal(campaign: "k", taskCount: 1, taskDigest: "t", at: Timestamp(milliseconds: 2)),
    ]
    _ = try await apply([LedgerSlice("test", from: 0, entries)], at: Timestamp(milliseconds: 2_000))
  }

  /// What was submitted, decided as a worker would decide it that finds nothing in order but what is `yes`.
  package func decideSubmissions() async throws {
    for task in try await outstandingSubmissions(limit: 100) {
      let bad = task.observations.filter { $0.value != "yes" }
      let result = TaskResult(
        campaign: task.campaign, seq: task.seq, generation: task.generation, outcome: .checked,
        site: task.site, inspection: task.inspection, items: task.observations.map { $0.item..<$0.item + 1 },
        findings: bad.map {
          Finding(
            item: $0.item, level: .major, grade: .red, reason: "\($0.value) is seen", evidence: $0.evidence)
        }, worker: "w")
      let offset = try position(of: LedgerStream(topic: "more", partition: 0))
      _ = try await apply([LedgerSlice("more", from: offset, [.result(result)])])
    }
  }
}
