import ArgumentParser
import HazardctlKit
import Inspection
import InspectionFormats
import ProgramSupport

struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read all inputs of a campaign and list everything that is wrong with them.",
    discussion: """
      Nothing is sent, no broker is needed. Exit code 2 when anything is wrong. What is allowed in the checklist but \
      most likely not meant is shown as warnings.
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "Take the warnings for errors: exit code 2 when there are any.")
  var strict = false

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
      if records.unqualifiedValues > 0 {
        print("\(records.unqualifiedValues) values of unqualified inspectors count as not observed")
      }
      if records.inspectionsOfSeveralDays > 0 {
        print(
          "\(records.inspectionsOfSeveralDays) inspections have rows of several days and count as of the last one: "
            + "give rows that do not belong together an inspection id")
      }
      let warnings = ChecklistLint.warnings(
        of: inputs.checklist, places: inputs.checklistPlaces, selected: inputs.selectedItems)
      if !warnings.isEmpty { StandardError.write(SafeText.lines(WarningTable.text(warnings)) + "\n") }
      if strict, !warnings.isEmpty { throw ExitCode(ProgramExit.badInput) }
    }
  }
}
