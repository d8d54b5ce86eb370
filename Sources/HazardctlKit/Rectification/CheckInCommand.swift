import ArgumentParser

struct CheckInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-in",
    abstract: "A department that was called reports that it is there (报到).")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(help: "The department that checks in.")
  var department: String

  func run() async throws {
    try await command.send("check-in", api, details: [("department", department)])
  }
}
