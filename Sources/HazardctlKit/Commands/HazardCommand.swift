import ArgumentParser

struct HazardCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazard", abstract: "One hazard and everything that happened to it.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The hazard's id: 13 letters and digits.")
  var id: String

  func validate() throws {
    if id.isEmpty { throw ValidationError("The hazard's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", id])
    try api.show(data, client, as: HazardReply.self, page: HazardPages.detail)
  }
}
