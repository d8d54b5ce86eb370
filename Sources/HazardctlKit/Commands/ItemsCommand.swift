import ArgumentParser

struct ItemsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "items", abstract: "Checklist items and how often they fail.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("Only the checks of this campaign.", valueName: "id"), completion: .campaigns)
  var campaign: String?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "items"], [("campaign", campaign)])
    try api.show(data, client, as: ListReply<ItemReply>.self, page: ItemPage.text)
  }
}
