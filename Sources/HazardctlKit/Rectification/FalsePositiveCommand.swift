import ArgumentParser

struct FalsePositiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "false-positive", abstract: "There was no hazard.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("false-positive", api)
  }
}
