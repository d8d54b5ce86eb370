import Checks
import Foundation
import Inspection
import InspectionFormats
import Planning
import TestSupport
import Testing
import Wire

/// `Examples/workshop` from its files to its results, by way of messages.
@Suite struct WorkshopTests {
  private static let campaign = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples/workshop/campaign.yaml").path

  @Test func everyCheckComesToWhatTheReadmeSays() throws {
    let inputs = try CampaignInputs.load(campaignFile: Self.campaign)
    #expect(ChecklistLint.warnings(of: inputs.checklist, places: inputs.checklistPlaces).issues.isEmpty)
    let published = try ChecklistCodec.encode(inputs.checklist).withUnsafeBytes(ChecklistCodec.decode)
    let checker = TaskChecker(try CompiledChecklist(published), worker: "w")
    let spool = try TaskSpool()
    let plan = try CampaignPlan.make(inputs, spool: spool)
    var tasks = try spool.makeReader()
    var (lines, others, passed): ([String], [String], Int) = ([], [], Int(plan.checks))
    while let (_, bytes) = try tasks.next() {
      let task = try bytes.withUnsafeBytes(TaskCodec.decode)
      let result = try checker.check(task).result
      lines += result.findings.map { "\(result.site.id) \($0.level.name): \($0.reason)" }
      others += result.exceptions.map {
        "\(result.site.id) \(published.items[$0.item].id) \($0.outcome.name): \($0.reason)"
      }
      passed -= result.findings.count + result.exceptions.count
    }
    #expect(plan.checks == 30)
    #expect(lines == Self.findings)
    #expect(others == Self.exceptions)
    #expect(passed == 30 - Self.findings.count - Self.exceptions.count)
  }

  private static let findings = [
    "W1 general: pressure 2.4 kPa is above 2.3 kPa (2 kPa ± 15%), item GAS-2",
    "W2 major: count 1 is below 2, item EXIT-1",
    "W2 general: 0 of 1 measured are >= 1.2 m, required all: not 1 m, item EXIT-2",
    "W2 general: none of the alternatives holds: item EXIT-1: count 1 is below 4; "
      + "item EXIT-2: 0 of 1 measured are >= 1.5 m, required at least 1: not 1 m, item EXIT-4",
    "W2 major: 2025-10-01 is more than 1 year before 2026-11-02, item GAS-3",
    "W2 general: \"cracked\" meets \"cracked\", which must not be, item GAS-4",
    "W2 general: none of the alternatives holds: voltage 18 V is above 12.6 V (12 V ± 5%); "
      + "voltage 18 V is below 22.8 V (24 V ± 5%), item POWER-1",
    "W3 general: none of the alternatives holds: sign was not chosen, but floor line; lamp was not chosen, "
      + "but floor line; none needed was not chosen, but floor line, item EXIT-3",
  ]

  private static let exceptions = [
    "W3 GAS-1 notapplicable: ",
    "W3 GAS-2 notapplicable: does not apply: item GAS-1 does not apply, item GAS-2",
    "W3 GAS-3 notapplicable: does not apply: item GAS-1 does not apply, item GAS-3",
    "W3 GAS-4 notapplicable: does not apply: item GAS-1 does not apply; "
      + "the site is of type shop, not school or workshop, item GAS-4",
    "W3 POWER-1 notchecked: ",
    "W3 POWER-2 notchecked: it is not known whether it applies: item POWER-1 was not observed, item POWER-2",
  ]
}
