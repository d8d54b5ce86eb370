import ArgumentParser

struct ResponsibilityCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "responsibility", abstract: "Who answers for a hazard, why, and what comes when.",
    discussion: """
      Says which row of the policy decides, who is asked in which order and who is away, by which deadline it is to be
      rectified, and who will be told when it is not.

      EXAMPLES:
        hazardctl responsibility 357ntpa8q44nm
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The hazard's id: 13 letters and digits.")
  var id: String

  func validate() throws {
    if id.isEmpty { throw ValidationError("The hazard's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", id, "responsibility"])
    try api.show(data, client, as: ResponsibilityReply.self, page: ResponsibilityPage.text)
  }
}
