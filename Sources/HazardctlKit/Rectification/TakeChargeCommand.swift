import ArgumentParser

struct TakeChargeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take-charge",
    abstract: "A named executive takes over a stuck case (包案); its owner stays.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("The executive who takes charge.", valueName: "name"))
  var owner: String

  func run() async throws {
    try await command.send("take-charge", api, details: [("owner", owner)])
  }
}
