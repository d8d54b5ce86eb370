import ArgumentParser
import Foundation

/// Who says something of an accident, and what.
struct AccidentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who says so (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: "What the person acts as, such as supervisor.")
  var role: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("Names this command: sent again under the same key it is not done again."))
  var key: String?

  /// - Parameter details: what this command says beside, by the API's names.
  func send(_ path: [String], _ api: APIOptions, _ details: [(String, Any?)] = []) async throws {
    let client = try api.client()
    var body: [String: Any] = [:]
    let common: [(String, Any?)] = [
      ("person", person ?? Surroundings.current.person), ("role", role), ("reason", reason),
    ]
    for (name, value) in common + details {
      if let value { body[name] = value }
    }
    let data = try await client.post(
      path, body: try JSONSerialization.data(withJSONObject: body),
      headers: [("Idempotency-Key", key ?? UUID().uuidString)])
    try api.show(data, client, as: AccidentReply.self, page: AccidentPages.detail)
  }
}

/// What is said of an accident itself.
struct AccidentFacts: ParsableArguments {
  @Option(help: ArgumentHelp("When it was, such as 2026-11-21T09:30+08:00.", valueName: "time"))
  var occurred: String?

  @Option(help: ArgumentHelp("Where it was.", valueName: "region"))
  var region: String?

  @Option(help: ArgumentHelp("What kind it was, such as fire.", valueName: "word"))
  var kind: String?

  @Option(help: "How many died.")
  var deaths: Int?

  @Option(help: "How many were injured.")
  var injuries: Int?

  @Option(help: ArgumentHelp("What happened.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("The hazard that it came of.", valueName: "hazard"))
  var hazard: String?

  var details: [(String, Any?)] {
    [
      ("occurredAt", occurred), ("region", region), ("kind", kind), ("deaths", deaths),
      ("injuries", injuries), ("description", description), ("hazard", hazard),
    ]
  }
}

struct RecordAccidentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record-accident", abstract: "Record an accident, with its dead and injured.",
    discussion: """
      EXAMPLES:
        hazardctl record-accident --occurred 2026-11-21T09:30+08:00 --region 330102 --kind fire --injuries 2 \\
          --hazard 357ntpa8q44nm --person "Li Na"
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var facts: AccidentFacts
  @OptionGroup var options: AccidentOptions

  func run() async throws { try await options.send(["v1", "accidents"], api, facts.details) }
}

struct CorrectAccidentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct-accident",
    abstract: "Say what is known better of an accident; what was said before is kept.",
    discussion: """
      EXAMPLES:
        hazardctl correct-accident accident-41 --deaths 1 --injuries 1 --reason "one died on the way" --person "Li Na"
      """)

  @OptionGroup var api: APIOptions
  @Argument(help: "The accident, as `hazardctl accidents` lists it.")
  var id: String
  @OptionGroup var facts: AccidentFacts
  @OptionGroup var options: AccidentOptions

  func validate() throws {
    if id.isEmpty { throw ValidationError("The accident's id must not be empty.") }
  }

  func run() async throws { try await options.send(["v1", "accidents", id, "correct"], api, facts.details) }
}

struct WithdrawAccidentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw-accident", abstract: "Say that there was no such accident; what was said is kept.")

  @OptionGroup var api: APIOptions
  @Argument(help: "The accident, as `hazardctl accidents` lists it.")
  var id: String
  @OptionGroup var options: AccidentOptions

  func validate() throws {
    if id.isEmpty { throw ValidationError("The accident's id must not be empty.") }
  }

  func run() async throws { try await options.send(["v1", "accidents", id, "withdraw"], api) }
}

struct AccidentsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "accidents", abstract: "Accidents, the latest first; or one with all that was said of it.",
    discussion: """
      EXAMPLES:
        hazardctl accidents --region 3301 --since 2026-01-01
        hazardctl accidents --id accident-41
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("One accident, with its history.", valueName: "accident"))
  var id: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("Occurred at that time or later.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Occurred before that time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("As was known at this moment.", valueName: "time"))
  var at: String?

  @Flag(help: "Also those that were withdrawn.")
  var withdrawn = false

  @Option(help: ArgumentHelp("How many at most, up to 1000 (default: 100).", valueName: "count"))
  var limit: Int?

  func run() async throws {
    let client = try api.client()
    if let id {
      let data = try await client.get(["v1", "accidents", id])
      return try api.show(data, client, as: AccidentReply.self, page: AccidentPages.detail)
    }
    let data = try await client.get(
      ["v1", "accidents"],
      [
        ("region", region), ("since", since), ("until", until), ("at", at),
        ("withdrawn", withdrawn ? "true" : nil), ("limit", limit.map(String.init)),
      ])
    try api.show(data, client, as: ListReply<AccidentReply>.self, page: AccidentPages.list)
  }
}

struct AccidentSeriesCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "accident-series",
    abstract: "Accidents, deaths and injuries by month or year, beside the hazards found and closed.",
    discussion: """
      With a baseline, how the whole has changed against it.

      EXAMPLES:
        hazardctl accident-series --from 2026-01-01 --region 3301
        hazardctl accident-series --by year --from 2020-01-01 --baseline-from 2019-01-01 --baseline-to 2020-01-01
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Option(help: ArgumentHelp("Where it begins.", valueName: "time"))
  var from: String

  @Option(help: ArgumentHelp("Where it ends, which is not part of it (default: now).", valueName: "time"))
  var to: String?

  @Option(help: "month or year (default: month).")
  var by: String?

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("Where the period that it is compared with begins.", valueName: "time"))
  var baselineFrom: String?

  @Option(help: ArgumentHelp("Where that period ends, which is not part of it.", valueName: "time"))
  var baselineTo: String?

  @Option(help: ArgumentHelp("Accidents as they were known at this moment.", valueName: "time"))
  var at: String?

  func validate() throws {
    if (baselineFrom == nil) != (baselineTo == nil) {
      throw ValidationError("--baseline-from and --baseline-to belong together.")
    }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(
      ["v1", "figures", "accidents"],
      [
        ("from", from), ("to", to), ("by", by), ("region", region), ("baselineFrom", baselineFrom),
        ("baselineTo", baselineTo), ("at", at),
      ])
    try api.show(data, client, as: AccidentSeriesReply.self, page: AccidentPages.series)
  }
}
