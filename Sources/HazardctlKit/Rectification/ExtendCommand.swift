import ArgumentParser

struct ExtendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend",
    abstract: "Set a later deadline; the first one is still counted.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(
    help: ArgumentHelp("Until when it is to be rectified, such as 2026-12-31T18:00+08:00.", valueName: "time")
  )
  var due: String

  func run() async throws {
    try await command.send("extend", api, details: [("due", due)])
  }
}
