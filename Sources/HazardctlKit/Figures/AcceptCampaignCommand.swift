import ArgumentParser
import Foundation

struct AcceptCampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept-campaign", abstract: "Accept a campaign, once, when its gate is open.",
    discussion: """
      The ledger judges the gate itself, and keeps who accepted the campaign, when, and what the gate asked for. Where \
      the gate is closed, nothing is changed, and the exit code is 2.

      EXAMPLES:
        hazardctl accept-campaign autumn-2026 --zero all --min-coverage 98 --person "Li Na" --role supervisor
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @Option(help: "Which hazards must not be open: major or all.")
  var zero = "major"

  @Option(help: ArgumentHelp("The least share of applicable checks with a verdict.", valueName: "percent"))
  var minCoverage: Double?

  @Option(help: ArgumentHelp("Who accepts it (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: "What the person acts as, such as supervisor.")
  var role: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    var body: [String: Any] = ["zero": zero, "person": ""]
    if let minCoverage { body["minCoverage"] = minCoverage }
    for (name, value) in [
      ("person", person ?? Surroundings.current.person), ("role", role), ("reason", reason),
    ] {
      if let value { body[name] = value }
    }
    let data = try await client.post(
      ["v1", "campaigns", campaign, "accept"], body: try JSONSerialization.data(withJSONObject: body),
      headers: [])
    try api.show(data, client, as: GateReply.self, page: FigurePages.gate)
  }
}
