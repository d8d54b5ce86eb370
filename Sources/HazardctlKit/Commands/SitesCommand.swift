import ArgumentParser

struct SitesCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sites",
    abstract: "Sites and their colours: the grade of the worst hazard that is open there.",
    discussion: """
      EXAMPLES:
        hazardctl sites --colour red
        hazardctl --json sites --region 330102 --all
      """)

  private static let largestPage = 1_000

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: "red, orange, yellow, blue, or none for sites without an open hazard.")
  var colour: String?

  @OptionGroup var pages: PageOptions

  func run() async throws {
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "sites"], [("region", region), ("colour", colour)], largest: Self.largestPage, client)
    try api.show(data, client, as: SitePageReply.self, page: SitePage.text)
  }
}
