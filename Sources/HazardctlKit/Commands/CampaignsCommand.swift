import ArgumentParser

struct CampaignsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaigns", abstract: "All campaigns and how far they are.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "campaigns"])
    try api.show(data, client, as: ListReply<CampaignReply>.self, page: CampaignPages.list)
  }
}
