import ArgumentParser

struct HandOffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-off",
    abstract: "Hand hazards over to somebody else; what happened before stays with them.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("Who is to answer for it.", valueName: "name"))
  var owner: String

  @Option(help: "The owner's department.")
  var department: String?

  func run() async throws {
    try await command.send("hand-off", api, details: [("owner", owner), ("department", department)])
  }
}
