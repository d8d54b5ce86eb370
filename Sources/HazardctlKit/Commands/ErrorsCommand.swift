import ArgumentParser

struct ErrorsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors",
    abstract: "Checks that could not be completed, such as for want of evidence, with the reason.",
    discussion: """
      EXAMPLES:
        hazardctl errors autumn-2026
        hazardctl --json errors autumn-2026 --all
      """)

  private static let largestPage = 1_000

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @OptionGroup var pages: PageOptions

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "campaigns", campaign, "errors"], [], largest: Self.largestPage, client)
    try api.show(data, client, as: CheckErrorReply.self, page: CheckErrorPage.text)
  }
}
