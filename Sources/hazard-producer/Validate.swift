import ArgumentParser
import Inspection
import InspectionFormats
import ProgramSupport

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read all inputs of a campaign and list everything that is wrong with them.",
    discussion: "Nothing is sent, no broker is needed. Exit code 2 when anything is wrong.")

  @OptionGroup var input: InputOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let inputs = try input.load()
      let bar = ProgressBar("Reading", unit: "sites", total: inputs.sites.count)
      let records = try inputs.forEachInspection(progress: { bar.update($0.sitesDone) }) { _ in }
      bar.finish(inputs.sites.count)
      print(
        "valid: campaign \(inputs.campaign.id), \(inputs.sites.count) sites in \(inputs.regions.regions.count) "
          + "regions, checklist \(inputs.checklist.id) \(inputs.checklist.version) with "
          + "\(inputs.checklist.sections.count) sections and \(inputs.checklist.items.count) items, "
          + "\(records.inspections) inspections, \(records.values) observations, "
          + "\(records.repeatedRows) repeated rows merged, \(records.sitesWithoutRecords) sites without records"
      )
    }
  }
}
