import ArgumentParser

struct GreenChannelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "green-channel",
    abstract: "Handle hazards before others (绿色通道): their re-inspections are urgent.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("green-channel", api)
  }
}
