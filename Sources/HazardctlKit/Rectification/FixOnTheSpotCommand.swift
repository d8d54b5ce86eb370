import ArgumentParser

struct FixOnTheSpotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix-on-the-spot",
    abstract: "Fixed and verified in one step, with evidence; not by one and the same person.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("Who fixed it.", valueName: "name"))
  var fixedBy: String

  func run() async throws {
    try await command.send("fix-on-the-spot", api, details: [("fixedBy", fixedBy)])
  }
}
