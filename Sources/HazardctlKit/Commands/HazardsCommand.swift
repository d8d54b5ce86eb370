import ArgumentParser

struct HazardsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazards", abstract: "Hazards, by default the worst and longest open first.",
    discussion: """
      EXAMPLES:
        hazardctl hazards --state open --level major
        hazardctl hazards --state open --sort grade,difficulty
        hazardctl hazards --region 330102 --grade red --limit 20
        hazardctl --json hazards --campaign autumn-2026 --all > hazards.json
      """)

  private static let largestPage = 1_000

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: "open, closed or dismissed.", completion: .list(["open", "closed", "dismissed"]))
  var state: String?

  @Option(
    help: """
      open, assigned, rectifying, rectified, closed, risk-accepted, false-positive, duplicate or not-responsible.
      """)
  var stage: String?

  @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
  var owner: String?

  @Option(help: "The department that answers for it.")
  var department: String?

  @Flag(help: "Only what should have been rectified by now.")
  var overdue = false

  @Flag(help: "Only what is under listed supervision: the watch list.")
  var supervised = false

  @Option(
    help: ArgumentHelp("A department that was called to it and has not checked in.", valueName: "department"))
  var awaited: String?

  @Option(help: "general or major.", completion: .list(["general", "major"]))
  var level: String?

  @Option(help: "red, orange, yellow or blue.", completion: .list(["red", "orange", "yellow", "blue"]))
  var grade: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("One site.", valueName: "id"))
  var site: String?

  @Option(help: ArgumentHelp("One checklist item.", valueName: "id"))
  var item: String?

  @Option(help: ArgumentHelp("Hazards that this campaign found.", valueName: "id"), completion: .campaigns)
  var campaign: String?

  @Option(
    help: ArgumentHelp(
      """
      What counts first, some of level, grade (the worst first), age (the longest open first) and difficulty \
      (the hardest first), separated by commas. Level, grade and age count after that.
      """, valueName: "order"))
  var sort: String?

  @OptionGroup var pages: PageOptions

  func run() async throws {
    let client = try api.client()
    let filters = [
      ("state", state), ("stage", stage), ("owner", owner), ("level", level), ("grade", grade),
      ("region", region), ("site", site),
      ("item", item),
      ("campaign", campaign), ("sort", sort), ("department", department),
      ("overdue", overdue ? "true" : nil), ("supervised", supervised ? "true" : nil), ("awaited", awaited),
    ]
    let data = try await pages.fetch(["v1", "hazards"], filters, largest: Self.largestPage, client)
    try api.show(data, client, as: HazardPageReply.self, page: HazardPages.list)
  }
}
