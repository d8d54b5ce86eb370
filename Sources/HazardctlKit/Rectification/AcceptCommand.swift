import ArgumentParser

struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Verify that a hazard is rectified: it is closed. Not by whoever rectified it.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("accept", api)
  }
}
