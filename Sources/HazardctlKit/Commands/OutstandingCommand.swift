import ArgumentParser
import Foundation

struct OutstandingCommand: AsyncParsableCommand {
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

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.")
  var campaign: String

  @Option(help: "missing or dead (default: missing).")
  var outcome: String?

  @Option(
    help: ArgumentHelp("How many ranges at most; the API's own number unless given.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Go on where an earlier list ended.", valueName: "cursor"))
  var cursor: String?

  @Flag(help: "All of them, page after page.")
  var all = false

  func validate() throws {
    if all, limit != nil || cursor != nil {
      throw ValidationError("--all takes neither --limit nor --cursor.")
    }
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = all ? try await everything(client) : try await page(client, limit: limit, cursor: cursor)
    try api.show(data, client, as: OutstandingReply.self, page: OutstandingPage.list)
  }

  private func everything(_ client: APIClient) async throws -> Data {
    var pages = JSONPages()
    var cursor: String?
    repeat {
      let data = try await page(client, limit: Self.largestPage, cursor: cursor)
      try pages.add(data)
      cursor = try client.decode(OutstandingReply.self, from: data).next
    } while cursor != nil
    return try pages.joined()
  }

  private func page(_ client: APIClient, limit: Int?, cursor: String?) async throws -> Data {
    try await client.get(
      ["v1", "campaigns", campaign, "outstanding"],
      [("outcome", outcome), ("limit", limit.map(String.init)), ("cursor", cursor)])
  }
}
