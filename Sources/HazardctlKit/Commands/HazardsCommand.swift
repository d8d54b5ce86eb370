import ArgumentParser
import Foundation

struct HazardsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazards", abstract: "Hazards, the worst and longest open first.",
    discussion: """
      EXAMPLES:
        hazardctl hazards --state open --level major
        hazardctl hazards --region 330102 --grade red --limit 20
        hazardctl --json hazards --campaign autumn-2026 --all > hazards.json
      """)

  private static let largestPage = 1_000

  @OptionGroup var api: APIOptions

  @Option(help: "open or closed.")
  var state: String?

  @Option(help: "general or major.")
  var level: String?

  @Option(help: "red, orange, yellow or blue.")
  var grade: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"))
  var region: String?

  @Option(help: ArgumentHelp("One site.", valueName: "id"))
  var site: String?

  @Option(help: ArgumentHelp("One checklist item.", valueName: "id"))
  var item: String?

  @Option(help: ArgumentHelp("Hazards that this campaign found.", valueName: "id"))
  var campaign: String?

  @Option(help: ArgumentHelp("How many at most; the API's own number unless given.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Go on where an earlier list ended.", valueName: "cursor"))
  var cursor: String?

  @Flag(help: "All of them, page after page.")
  var all = false

  func validate() throws {
    if all, limit != nil || cursor != nil {
      throw ValidationError("--all takes neither --limit nor --cursor.")
    }
  }

  func run() async throws {
    let client = try api.client()
    let data = all ? try await everything(client) : try await page(client, limit: limit, cursor: cursor)
    try api.show(data, client, as: HazardPageReply.self, page: HazardPages.list)
  }

  private func everything(_ client: APIClient) async throws -> Data {
    var pages = JSONPages()
    var cursor: String?
    repeat {
      let data = try await page(client, limit: Self.largestPage, cursor: cursor)
      try pages.add(data)
      cursor = try client.decode(HazardPageReply.self, from: data).next
    } while cursor != nil
    return try pages.joined()
  }

  private func page(_ client: APIClient, limit: Int?, cursor: String?) async throws -> Data {
    try await client.get(
      ["v1", "hazards"],
      [
        ("state", state), ("level", level), ("grade", grade), ("region", region), ("site", site),
        ("item", item), ("campaign", campaign), ("limit", limit.map(String.init)), ("cursor", cursor),
      ])
  }
}
