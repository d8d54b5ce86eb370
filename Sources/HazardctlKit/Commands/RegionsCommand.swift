import ArgumentParser

struct RegionsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "regions", abstract: "Figures of the topmost regions, or of those in one region.",
    discussion: """
      EXAMPLES:
        hazardctl regions
        hazardctl regions 3301
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The code of the region to look into.")
  var code: String?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "regions"], [("parent", code)])
    try api.show(data, client, as: RegionReportReply.self, page: RegionPage.text)
  }
}
