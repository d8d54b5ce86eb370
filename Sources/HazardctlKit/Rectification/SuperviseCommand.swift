import ArgumentParser

struct SuperviseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supervise",
    abstract: "Put hazards under listed supervision (挂牌督办); only acceptance ends it.",
    discussion: """
      A hazard that is listed cannot be dismissed, fixed on the spot or have its risk accepted, and a re-inspection
      that passes does not close it: a person must accept. The watch list is: hazardctl hazards --supervised
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  func run() async throws {
    try await command.send("supervise", api)
  }
}
