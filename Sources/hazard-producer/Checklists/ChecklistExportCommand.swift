import ArgumentParser
import Inspection
import InspectionFormats
import ProgramSupport

struct ChecklistExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a checklist in YAML or CSV, without loss.",
    discussion: "What was written is read again and compared before the file is there.")

  @Argument(help: "The checklist to read: .yaml or .csv.")
  var file: String

  @Option(name: .customLong("to"), help: "The checklist to write: .yaml or .csv.")
  var output: String

  func validate() throws { try ChecklistOutput.check(output) }

  func run() async throws {
    try await ProgramExit.reporting(undone: "written") {
      let checklist = try ChecklistFile.read(InputFile(path: file))
      try ChecklistWriter.write(checklist, to: output)
      print("wrote \(output): \(checklist.items.count) items in \(checklist.sections.count) sections")
    }
  }
}
