import ArgumentParser

struct OverviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview", abstract: "The ledger at a glance.")

  @OptionGroup var api: APIOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "overview"])
    try api.show(data, client, as: OverviewReply.self, page: OverviewPage.text)
  }
}
