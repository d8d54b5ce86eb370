import ArgumentParser

struct NotificationsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "notifications",
    abstract: "What subscribers were not told yet: what waits, and what was given up (dead), with the error.",
    discussion: """
      EXAMPLES:
        hazardctl notifications --state dead
        hazardctl redeliver --all
      """)

  private static let largestPage = 1_000

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: "waiting or dead (default: both).")
  var state: String?

  @Option(help: ArgumentHelp("Of one subscription only.", valueName: "id"))
  var subscription: String?

  @OptionGroup var pages: PageOptions

  func run() async throws {
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "notifications"], [("state", state), ("subscription", subscription)],
      largest: Self.largestPage, client)
    try api.show(data, client, as: NotificationPageReply.self, page: NotificationPages.list)
  }
}
