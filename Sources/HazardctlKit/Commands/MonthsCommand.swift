import ArgumentParser

struct MonthsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "months", abstract: "Findings by calendar month of the inspection.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "months"])
    try api.show(data, client, as: ListReply<MonthReply>.self, page: MonthPage.text)
  }
}
