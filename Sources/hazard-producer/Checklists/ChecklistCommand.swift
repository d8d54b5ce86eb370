import ArgumentParser

struct ChecklistCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checklist",
    abstract: "Take checklists from other programs, and write them in another format.",
    discussion: """
      No broker is needed.

      EXAMPLES:
        A form made for ODK, Kobo or another program that reads XLSForm
          hazard-producer checklist import form.xlsx --to checklist.yaml
        A profile of an XCCDF benchmark
          hazard-producer checklist import benchmark.xml --list-profiles
          hazard-producer checklist import benchmark.xml --profile basic --to checklist.yaml
        For a spreadsheet program, and back
          hazard-producer checklist export checklist.yaml --to checklist.csv
      """,
    subcommands: [ChecklistImportCommand.self, ChecklistExportCommand.self])
}

/// Where a checklist is written to.
struct ChecklistOutput {
  /// - Throws: `ValidationError` for a name without a known extension.
  static func check(_ path: String) throws {
    let names = ["yaml", "yml", "csv"]
    guard let dot = path.lastIndex(of: "."), names.contains(path[path.index(after: dot)...].lowercased())
    else {
      throw ValidationError("--to must name a .yaml, .yml or .csv file")
    }
  }
}
