import ArgumentParser

struct EventsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "What happened to a hazard, oldest first, without the hazard itself.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @OptionGroup var hazard: HazardArgument

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "hazards", hazard.id, "events"])
    try api.show(data, client, as: ListReply<TimelineReply>.self) { reply, console in
      RectificationPages.timeline(reply.items, console)
    }
  }
}
