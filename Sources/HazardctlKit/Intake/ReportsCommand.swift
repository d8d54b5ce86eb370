import ArgumentParser

struct ReportsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "What was reported, the latest first, and what has come of it.",
    discussion: """
      EXAMPLES:
        hazardctl reports --status open --region 330102
        hazardctl reports --id report-17-9f3c1a
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("One report, with what is open near it.", valueName: "report"))
  var id: String?

  @Option(help: "open or closed (default: both).")
  var status: String?

  @Option(help: ArgumentHelp("Of one service, CHECKLIST:ITEM.", valueName: "service"))
  var service: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("One site.", valueName: "id"))
  var site: String?

  @Option(help: ArgumentHelp("Seen at that time or later.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Seen at that time or before.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("How many at most, up to 1000 (default: 50).", valueName: "count"))
  var limit: Int?

  func run() async throws {
    let client = try api.client()
    if let id {
      let data = try await client.get(["v1", "reports", id])
      return try api.show(data, client, as: ReportReply.self, page: ReportPages.detail)
    }
    let data = try await client.get(
      ["v1", "reports"],
      [
        ("status", status), ("service", service), ("region", region), ("site", site), ("since", since),
        ("until", until), ("limit", limit.map(String.init)),
      ])
    try api.show(data, client, as: ListReply<ReportReply>.self, page: ReportPages.list)
  }
}

struct ReportServicesCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "report-services", abstract: "What can be reported: the items of all checklists.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "report-services"])
    try api.show(data, client, as: ListReply<ReportReply.Service>.self, page: ReportPages.services)
  }
}

struct NearCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "near",
    abstract: "Open hazards of the same category near a hazard: they may be the same one.",
    discussion: """
      Two that are one are merged by marking one as the duplicate of the other.

      EXAMPLES:
        hazardctl near 357ntpa8q44nm --distance 200
        hazardctl duplicate 0a1b2c3d4e5f6 --of 357ntpa8q44nm --reason "the same leak"
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @OptionGroup var hazard: HazardArgument

  @Option(
    help: ArgumentHelp(
      "How far off in metres, up to 10000 (default: 100); 0 for the same site only.", valueName: "metres"))
  var distance: Int?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "hazards", hazard.id, "near"], [("distance", distance.map(String.init))])
    try api.show(data, client, as: ListReply<ReportReply.Near>.self) {
      ReportPages.near($0, of: hazard.id, $1)
    }
  }
}
