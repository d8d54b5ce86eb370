import ArgumentParser

struct DuplicateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicate", abstract: "The same thing as another hazard, which is followed instead.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: ArgumentHelp("The hazard that is followed instead.", valueName: "id"))
  var of: String

  func run() async throws {
    try await command.send("duplicate", api, details: [("of", of)])
  }
}
