import ArgumentParser

struct AssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Give hazards to somebody who is to answer for them.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("Who is to answer for it.", valueName: "name"))
  var owner: String

  @Option(help: "The owner's department.")
  var department: String?

  @Option(
    help: ArgumentHelp("Until when it is to be rectified, such as 2026-12-31T18:00+08:00.", valueName: "time")
  )
  var due: String?

  func run() async throws {
    try await command.send(
      "assign", api, details: [("owner", owner), ("department", department), ("due", due)])
  }
}
