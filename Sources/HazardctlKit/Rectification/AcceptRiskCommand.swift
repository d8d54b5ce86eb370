import ArgumentParser

struct AcceptRiskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept-risk",
    abstract: "Bear the risk knowingly, until a set time; then the hazard is back.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("When it runs out, such as 2027-03-31.", valueName: "time"))
  var until: String

  func run() async throws {
    try await command.send("accept-risk", api, details: [("until", until)])
  }
}
