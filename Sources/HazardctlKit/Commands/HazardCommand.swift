import ArgumentParser

struct HazardCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazard", abstract: "One hazard and everything that happened to it.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @OptionGroup var hazard: HazardArgument

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", hazard.id])
    try api.show(data, client, as: HazardReply.self, page: HazardPages.detail)
  }
}
