import ArgumentParser

struct ResponsibilityCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "responsibility", abstract: "Who answers for a hazard, why, and what comes when.",
    discussion: """
      Says which row of the policy decides, who is asked in which order and who is away, by which deadline it is to be
      rectified, and who will be told when it is not. Where the hazard was given to somebody else than the policy names
      now, that is said first.

      EXAMPLES:
        hazardctl responsibility 357ntpa8q44nm
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @OptionGroup var hazard: HazardArgument

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", hazard.id, "responsibility"])
    let found = try client.decode(HazardReply.self, from: try await client.get(["v1", "hazards", hazard.id]))
    try api.show(data, client, as: ResponsibilityReply.self) { ResponsibilityPage.text($0, of: found, $1) }
  }
}
