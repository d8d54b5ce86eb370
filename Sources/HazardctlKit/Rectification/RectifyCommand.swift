import ArgumentParser

struct RectifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify",
    abstract: "Report the rectification as done, with evidence; a re-inspection is sent out.")

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(
    help: ArgumentHelp(
      """
      What is observed now, as the item asks for it; the re-inspection of an item without a probe decides by it. \
      Without one a person must accept the rectification.
      """, valueName: "value"))
  var observation: String?

  @Option(help: ArgumentHelp("Who observed it; not who rectified.", valueName: "name"))
  var observedBy: String?

  func run() async throws {
    try await command.send(
      "rectify", api, details: [("observation", observation), ("observedBy", observedBy)])
  }
}
