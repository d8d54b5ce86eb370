import ArgumentParser
import Foundation
import Inspection
import InspectionFormats
import Planning
import ProgramSupport

struct Plan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute what launching a campaign would send, without sending it.",
    discussion: """
      No broker is needed. The same inputs always give the same tasks and the same digest.

      With --capacity the day of a fleet is simulated that gets such a campaign, or --checks-per-day, every day: \
      processors, workers, aggregators, partitions and disk, by what was measured (docs/capacity.md).

      EXAMPLES:
        hazard-producer plan campaign.yaml
        hazard-producer plan campaign.yaml --capacity
        hazard-producer plan --capacity --checks-per-day 1000000000 --hazard-share 0.01
      """)

  @Argument(help: "The campaign file (YAML); not needed with --capacity.")
  var campaign: String?

  @OptionGroup var folder: InputFolderOption

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "Checks a second that the fleet does, to estimate the duration.")
  var rate: Double?

  @Flag(help: "Say what a fleet needs that gets such work every day.")
  var capacity = false

  @OptionGroup(title: "CAPACITY") var load: CapacityOptions

  func validate() throws {
    if campaign == nil, !capacity { throw ValidationError("Missing expected argument '<campaign>'") }
    if let rate, !(rate >= 1 && rate.isFinite) {
      throw ValidationError("--rate must be a number of at least 1")
    }
  }

  func run() async throws {
    try await ProgramExit.reporting {
      let plan = try campaign.map(plan)
      if capacity {
        let needed = try load.plan(plan)
        print(json ? try PrettyJSON.text(of: needed.form) : needed.table)
      } else if let plan {
        print(json ? try plan.json(rate: rate) : plan.table(rate: rate))
      }
    }
  }

  private func plan(_ campaign: String) throws -> CampaignPlan {
    let inputs = try folder.load(campaign)
    let bar = ProgressBar("Planning", unit: "sites", total: inputs.sites.count)
    let plan = try CampaignPlan.make(inputs, progress: bar.update)
    bar.finish(inputs.sites.count)
    return plan
  }
}

extension CampaignPlan {
  fileprivate func rows(rate: Double?) -> [(String, String)] {
    var rows = [
      ("campaign", campaign), ("checklist", "\(checklist) \(checklistVersion)"), ("sites", "\(sites)"),
      ("inspections", "\(records.inspections)"), ("observations", "\(records.values)"),
      ("  of several days", "\(records.inspectionsOfSeveralDays)"),
      ("  repeated rows", "\(records.repeatedRows)"), ("  sites without", "\(records.sitesWithoutRecords)"),
      ("tasks", "\(tasks)"),
      ("  urgent lane", "\(tasksByLane[.urgent] ?? 0)"), ("  bulk lane", "\(tasksByLane[.bulk] ?? 0)"),
      ("checks", "\(checks)"), ("bytes", "\(bytes)"), ("task digest", taskDigest),
      ("checklist digest", checklistDigest), ("register digest", registerDigest),
    ]
    if let rate { rows.append(("expected duration", "\(Int((Double(checks) / rate).rounded(.up))) s")) }
    return rows
  }

  fileprivate func table(rate: Double?) -> String {
    rows(rate: rate).map { name, value in
      name.padding(toLength: 20, withPad: " ", startingAt: 0) + value
    }.joined(separator: "\n")
  }

  fileprivate func json(rate: Double?) throws -> String {
    struct Form: Encodable {
      var campaign: String
      var checklist: String
      var checklistVersion: String
      var sites: Int
      var inspections: Int
      var observations: Int
      var repeatedRows: Int
      var sitesWithoutRecords: Int
      var tasks: UInt64
      var urgentTasks: UInt64
      var checks: UInt64
      var bytes: UInt64
      var taskDigest: String
      var checklistDigest: String
      var registerDigest: String
      var expectedSeconds: Double?
    }
    let form = Form(
      campaign: campaign, checklist: checklist, checklistVersion: checklistVersion, sites: sites,
      inspections: records.inspections, observations: records.values, repeatedRows: records.repeatedRows,
      sitesWithoutRecords: records.sitesWithoutRecords, tasks: tasks, urgentTasks: tasksByLane[.urgent] ?? 0,
      checks: checks,
      bytes: bytes, taskDigest: taskDigest, checklistDigest: checklistDigest,
      registerDigest: registerDigest, expectedSeconds: rate.map { Double(checks) / $0 })
    return try PrettyJSON.text(of: form)
  }
}
