import ArgumentParser
import HazardctlKit
import Inspection
import InspectionFormats
import ProgramSupport

struct ChecklistImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a checklist of an XLSForm (.xlsx) or an XCCDF benchmark (.xml).",
    discussion: """
      What cannot be carried over is reported with its place and the reason; the exit code is 0 all the same, and 2 \
      when nothing is usable.
      """)

  @Argument(help: "The file to read.")
  var file: String

  @Option(help: "xlsform or xccdf; by default the file's extension says it.")
  var format: ChecklistImport.Format?

  @Option(name: .customLong("to"), help: "The checklist to write: .yaml or .csv.")
  var output: String?

  @Option(help: "Take what this XCCDF profile selects.")
  var profile: String?

  @Flag(help: "List an XCCDF benchmark's profiles, and write nothing.")
  var listProfiles = false

  func validate() throws {
    if listProfiles { return }
    guard let output else { throw ValidationError("--to is missing: say where the checklist is written to") }
    try ChecklistOutput.check(output)
  }

  func run() async throws {
    try await ProgramExit.reporting(undone: "written") {
      let input = try InputFile(path: file)
      if listProfiles {
        let rows = try XCCDFProfile.list(input).map { [$0.id, $0.title] }
        print(SafeText.lines(PlainTable.text([["PROFILE", "TITLE"]] + rows)))
        return
      }
      guard let output else { return }
      let result = try ChecklistImport(input, format: format, profile: profile)
      try ChecklistWriter.write(result.checklist, to: output)
      print(SafeText.lines(text(result, output)))
    }
  }

  private func text(_ result: ChecklistImport, _ output: String) -> String {
    var lines = result.report.issues.map(\.description)
    let rest = result.report.total - result.report.issues.count
    if rest > 0 { lines.append("... and \(rest) more") }
    let checklist = result.checklist
    lines.append(
      "wrote \(output): \(checklist.items.count) items in \(checklist.sections.count) sections; "
        + "\(result.report.total) notes on what is not carried over as it was")
    return lines.joined(separator: "\n")
  }
}

extension ChecklistImport.Format: ExpressibleByArgument {}
