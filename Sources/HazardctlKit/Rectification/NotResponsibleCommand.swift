import ArgumentParser

struct NotResponsibleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "not-responsible", abstract: "Say that a hazard is not yours; it waits for hand-off.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("not-responsible", api)
  }
}
