import ArgumentParser

struct OverviewCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview", abstract: "The ledger at a glance.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "overview"])
    try api.show(data, client, as: OverviewReply.self, page: OverviewPage.text)
  }
}
