import ArgumentParser

struct OutstandingCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "outstanding",
    abstract: "Tasks of a campaign that have no outcome, or that died, as ranges.",
    discussion: """
      `hazard-producer reconcile` sends the missing ones again, with --dead also those that died.

      EXAMPLES:
        hazardctl outstanding autumn-2026
        hazardctl outstanding autumn-2026 --outcome dead
        hazardctl --json outstanding autumn-2026 --all > missing.json
      """)

  private static let largestPage = 10_000

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @Option(help: "missing or dead (default: missing).")
  var outcome: String?

  @OptionGroup var pages: PageOptions

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "campaigns", campaign, "outstanding"], [("outcome", outcome)], largest: Self.largestPage, client)
    try api.show(data, client, as: OutstandingReply.self, page: OutstandingPage.list)
  }
}
