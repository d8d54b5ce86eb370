import ArgumentParser

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "The rectification begins.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("start", api)
  }
}
