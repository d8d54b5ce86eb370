import ArgumentParser

/// Of which region, and at which moment.
struct MomentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(
    help: ArgumentHelp(
      "As things stood at this moment, such as 2026-11-01 or 2026-11-01T09:00:00+08:00 (default: as they are now).",
      valueName: "time"))
  var at: String?

  @Option(
    help: ArgumentHelp("How many it takes for a share to be compared (default: 30).", valueName: "count"))
  var minimum: Int?

  var query: [(String, String?)] { [("region", region), ("at", at), ("minimum", minimum.map(String.init))] }
}

struct FiguresCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "The shares that a region is managed by, each with what it is counted from and the rule.",
    discussion: """
      Settlement, verified, on time, overdue, recurrence, report rate, coverage and the time to rectify, with the \
      interval at 95 % (Wilson). With --at, as they stood at any past moment.

      EXAMPLES:
        hazardctl figures --region 330102
        hazardctl figures --at 2026-10-01 --since 2026-07-01
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions
  @OptionGroup var moment: MomentOptions

  @Option(help: ArgumentHelp("Also what was found and closed since then.", valueName: "time"))
  var since: String?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "figures"], moment.query + [("since", since)])
    try api.show(data, client, as: FiguresReply.self, page: FigurePages.figures)
  }
}

struct RankCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "The regions in a region, the best first, with the rule.",
    discussion: """
      --by is settlement (the default), verified, on-time, overdue, recurrence, reports, reports-on-time, coverage or \
      sites, or a mean score of XCCDF's models: score-default, score-flat, score-flat-unweighted, score-absolute.

      EXAMPLES:
        hazardctl rank
        hazardctl rank 3301 --by score-flat --at 2026-10-01
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The code of the region to look into; the topmost ones unless given.")
  var parent: String?

  @Option(help: "What is ranked by.")
  var by: String?

  @Option(help: ArgumentHelp("As things stood at this moment.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("How many it takes to have a rank (default: 30).", valueName: "count"))
  var minimum: Int?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "figures", "ranking"],
      [("parent", parent), ("by", by), ("at", at), ("minimum", minimum.map(String.init))])
    try api.show(data, client, as: RankingReply.self, page: FigurePages.ranking)
  }
}

struct ResolvedCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolved",
    abstract: "At which level of regions, and in which department, hazards get closed.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions
  @OptionGroup var moment: MomentOptions

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "figures", "resolved"], moment.query)
    try api.show(data, client, as: ResolvedReply.self, page: FigurePages.resolved)
  }
}

struct TrendCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend", abstract: "A period beside the one that it is held against.",
    discussion: """
      EXAMPLES:
        hazardctl trend --from 2026-01-01 --to 2027-01-01 --baseline-from 2025-01-01 --baseline-to 2026-01-01
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("Where the period begins.", valueName: "time"))
  var from: String

  @Option(help: ArgumentHelp("Where it ends; not part of it.", valueName: "time"))
  var to: String

  @Option(help: ArgumentHelp("Where the baseline begins.", valueName: "time"))
  var baselineFrom: String

  @Option(help: ArgumentHelp("Where it ends; not part of it.", valueName: "time"))
  var baselineTo: String

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "figures", "trend"],
      [
        ("region", region), ("from", from), ("to", to), ("baselineFrom", baselineFrom),
        ("baselineTo", baselineTo),
      ])
    try api.show(data, client, as: TrendReply.self, page: FigurePages.trend)
  }
}

struct CoverageCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "What was inspected, and the list of sites and items that were not.",
    discussion: """
      EXAMPLES:
        hazardctl coverage --region 330102
        hazardctl coverage --campaign autumn-2026 --limit 1000
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions
  @OptionGroup var moment: MomentOptions

  @Option(
    help: ArgumentHelp("Only what this campaign inspected counts.", valueName: "id"), completion: .campaigns)
  var campaign: String?

  @Option(help: ArgumentHelp("How many sites at most (default: 100).", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Go on where an earlier list ended.", valueName: "cursor"))
  var cursor: String?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "coverage"],
      moment.query + [("campaign", campaign), ("limit", limit.map(String.init)), ("cursor", cursor)])
    try api.show(data, client, as: CoverageReply.self, page: FigurePages.coverage)
  }
}

struct SignalsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "Signs that somebody may not have looked: too fast, never a failure, evidence used again.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions
  @OptionGroup var moment: MomentOptions

  @Option(help: ArgumentHelp("Only what was inspected since then.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Closer together than this is too fast (default: 60).", valueName: "seconds"))
  var fast: Int?

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "figures", "signals"], moment.query + [("since", since), ("fast", fast.map(String.init))])
    try api.show(data, client, as: SignalsReply.self, page: FigurePages.signals)
  }
}

struct ScoreCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "What a site or a region comes to in XCCDF's four scoring models.",
    discussion: """
      EXAMPLES:
        hazardctl score S1
        hazardctl score --region 330102 --at 2026-10-01
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions
  @OptionGroup var moment: MomentOptions

  @Argument(help: "The site's id.")
  var site: String?

  func validate() throws {
    if (site == nil) == (moment.region == nil) { throw ValidationError("Name a site or a --region.") }
    if site != nil, moment.minimum != nil { throw ValidationError("--minimum belongs to --region.") }
  }

  func run() async throws {
    let client = try api.client()
    if let site {
      let data = try await client.get(["v1", "sites", site, "score"], [("at", moment.at)])
      return try api.show(data, client, as: SiteScoresReply.self, page: FigurePages.siteScores)
    }
    let data = try await client.get(
      ["v1", "regions", moment.region ?? "", "score"],
      [("at", moment.at), ("minimum", moment.minimum.map(String.init))])
    try api.show(data, client, as: RegionScoreReply.self, page: FigurePages.regionScore)
  }
}

struct WhatIfCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if", abstract: "How much a score gains if a hazard is fixed; the most first.",
    discussion: """
      EXAMPLES:
        hazardctl what-if --site S1
        hazardctl what-if --region 330102 --model flat --limit 10
        hazardctl what-if --hazard 357ntpa8q44nm
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("All open hazards of a site.", valueName: "id"))
  var site: String?

  @Option(help: ArgumentHelp("All open hazards of a region.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("One hazard.", valueName: "id"))
  var hazard: String?

  @Option(help: "default, flat, flat-unweighted or absolute.")
  var model: String?

  @Option(help: ArgumentHelp("As things stood at this moment.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("How many at most (default: 20).", valueName: "count"))
  var limit: Int?

  func validate() throws {
    if [site, region, hazard].count(where: { $0 != nil }) != 1 {
      throw ValidationError("Name one of --site, --region and --hazard.")
    }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "what-if"],
      [
        ("site", site), ("region", region), ("hazard", hazard), ("model", model), ("at", at),
        ("limit", limit.map(String.init)),
      ])
    try api.show(data, client, as: WhatIfReply.self, page: FigurePages.whatIf)
  }
}

struct GateCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Whether a campaign is cleared, and what stands in the way.",
    discussion: """
      The gate is open when every task of the campaign was checked, none of the hazards that it found and that --zero \
      names is open, and its coverage is at least --min-coverage. Hazards whose risk is accepted are open.

      EXAMPLES:
        hazardctl gate autumn-2026 --zero major && echo cleared
        hazardctl gate autumn-2026 --zero all --min-coverage 98

      EXIT CODES:
        0   the gate is open
        3   the gate is closed
        1, 2, 64   as for all commands: there is no answer
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @Option(help: "Which hazards must not be open: major or all.")
  var zero = "major"

  @Option(
    help: ArgumentHelp(
      "The least share of applicable checks with a verdict, in percent.", valueName: "percent"))
  var minCoverage: Double?

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
    if let minCoverage, !(0...100).contains(minCoverage) {
      throw ValidationError("--min-coverage is a percentage from 0 to 100.")
    }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "campaigns", campaign, "gate"], [("zero", zero), ("minCoverage", minCoverage.map { "\($0)" })])
    let reply = try client.decode(GateReply.self, from: data)
    try api.show(data, client, as: GateReply.self, page: FigurePages.gate)
    if !reply.isOpen { throw ExitCode(3) }
  }
}
