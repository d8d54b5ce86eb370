import ArgumentParser

struct MonthsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "months", abstract: "Findings by calendar month of the inspection.")

  @OptionGroup var api: APIOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "months"])
    try api.show(data, client, as: ListReply<MonthReply>.self, page: MonthPage.text)
  }
}
