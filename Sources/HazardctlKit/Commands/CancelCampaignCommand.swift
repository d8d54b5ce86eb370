import ArgumentParser
import Foundation

struct CancelCampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel-campaign", abstract: "Stop a campaign all of whose tasks are sent, for good.",
    discussion: """
      No task of it is started any more: workers end those that they have not started, and the totals close. Results \
      that come in after that are kept apart. While a launch is still sending tasks, hazard-producer cancel is to be \
      used, which ends those that are not sent; the exit code is 2 then.

      EXAMPLES:
        hazardctl cancel-campaign autumn-2026 --reason "wrong checklist" --person "Li Na"
        hazardctl campaign autumn-2026 --wait
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who cancels it (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
    let isBlank = reason.allSatisfy(\.isWhitespace)
    if isBlank { throw ValidationError("--reason must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let body = ["person": person ?? Surroundings.current.person ?? "", "reason": reason]
    let data = try await client.post(
      ["v1", "campaigns", campaign, "cancel"], body: try JSONSerialization.data(withJSONObject: body),
      headers: [])
    try api.show(data, client, as: CampaignReply.self, page: CampaignPages.detail)
  }
}
