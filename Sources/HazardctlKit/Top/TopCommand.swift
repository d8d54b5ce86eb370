import ArgumentParser
import Foundation

struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "The fleet at work: workers, lanes, the ledger, and campaigns with their remaining time.",
    discussion: """
      On a terminal it is drawn in place until q or ctrl-C ends it; elsewhere it is printed again and again. With \
      --json each line is one object: at, workers, lanes, ledger, campaigns.

      Workers are asked at their status addresses (hazard-worker --status), which --workers or the variable \
      HAZARDCTL_WORKERS names, separated by commas. What waits is measured where kafka: statistics.interval.ms is set.

      EXAMPLES:
        hazardctl top --workers 10.0.0.11:8481,10.0.0.12:8481
        hazardctl --json top --count 2 | tail -1 | jq .campaigns
      """)

  @OptionGroup var api: APIOptions

  @Option(
    help: ArgumentHelp(
      "The workers' status addresses; may be given several times.", valueName: "host:port,..."))
  var workers: [String] = []

  @Option(help: ArgumentHelp("Seconds from one picture to the next.", valueName: "seconds"))
  var every = 2.0

  @Option(help: ArgumentHelp("End after so many pictures (default: never).", valueName: "number"))
  var count: Int?

  @Flag(help: "Also campaigns that have ended.")
  var all = false

  func validate() throws {
    if !(0.2...86_400).contains(every) { throw ValidationError("--every takes 0.2 to 86400 seconds.") }
    if let count, count < 1 { throw ValidationError("--count must be 1 or more.") }
    _ = try Self.addresses(workers)
  }

  func run() async throws {
    let named =
      workers.isEmpty ? Surroundings.current.variables["HAZARDCTL_WORKERS"].map { [$0] } ?? [] : workers
    let reader = FleetReader(client: try api.client(), workers: try Self.addresses(named))
    var observer = FleetObserver(showsAll: all)
    let loop = LiveLoop(
      title: "hazardctl top, every \(NumberText.seconds(every)) s; q ends it", pause: every,
      count: count, isForPrograms: api.json)
    let isJSON = api.json
    try await loop.run { console in
      let snapshot = try await reader.read()
      let picture = observer.picture(of: snapshot, at: Self.now())
      return isJSON ? try Self.line(picture) : TopPage.text(picture, console)
    }
  }

  /// - Throws: `ValidationError` for what is no address.
  private static func addresses(_ texts: [String]) throws -> [(address: String, base: URL)] {
    try texts.flatMap { $0.split(separator: ",") }.map { text in
      let text = text.trimmingCharacters(in: .whitespaces)
      guard let base = APIOptions.url(text.contains("://") ? text : "http://\(text)") else {
        throw ValidationError("\"\(text)\" is no address of a worker such as 127.0.0.1:8481.")
      }
      return (text, base)
    }
  }

  private static func line(_ picture: FleetPicture) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(picture), as: UTF8.self) + "\n"
  }

  private static func now() -> String {
    ISO8601DateFormatter().string(from: Date())
  }
}
