import ArgumentParser

struct ViewsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Three views of one ledger: who finds, who fixes, who answers.",
    discussion: """
      finds    --by inspector (the default), source (campaigns, reports, re-inspections) or worker
      fixes    --by department (the default) or owner
      answers  --by owner (the default), executive, told (of what is overdue) or called (departments)

      EXAMPLES:
        hazardctl views finds --since 2026-10-01
        hazardctl views fixes --by department --region 330102
        hazardctl views answers --by executive
      """)

  enum View: String, ExpressibleByArgument, CaseIterable { case finds, fixes, answers }

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "finds, fixes or answers.")
  var view: View

  @Option(help: "What is counted by.")
  var by: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("Of who finds: inspections at that time or later.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Of who finds: inspections at that time or before.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("How many rows at most (default: 100).", valueName: "count"))
  var limit: Int?

  func validate() throws {
    if view != .finds, since != nil || until != nil {
      throw ValidationError("--since and --until are for finds; the others say how things stand.")
    }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "views", view.rawValue],
      [
        ("by", by), ("region", region), ("since", since), ("until", until), ("limit", limit.map(String.init)),
      ])
    try api.show(data, client, as: NetworkReply.self, page: NetworkPage.text)
  }
}
