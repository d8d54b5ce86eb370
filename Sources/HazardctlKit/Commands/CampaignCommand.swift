import ArgumentParser

struct CampaignCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "One campaign, or waiting until it is complete.",
    discussion: """
      With --wait, progress goes to standard error and the campaign to standard output when every task has ended. \
      The exit code is then 0, or 4 when the campaign was cancelled, or 3 when --timeout passes first.

      EXAMPLES:
        hazardctl campaign autumn-2026
        hazardctl campaign autumn-2026 --wait --timeout 600 && make-report
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var id: String

  @Flag(help: "Wait until every task has an outcome.")
  var wait = false

  @Option(help: ArgumentHelp("Give up after so many seconds.", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    if wait, watch.watch != nil { throw ValidationError("--wait and --watch do not go together.") }
    if timeout != nil, !wait { throw ValidationError("--timeout needs --wait.") }
    if let timeout, !(timeout >= 0) { throw ValidationError("--timeout must not be negative.") }
    if id.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    guard wait else {
      let data = try await client.get(["v1", "campaigns", id])
      return try api.show(data, client, as: CampaignReply.self, page: CampaignPages.detail)
    }
    let (campaign, data) = try await CampaignWait(client: client, id: id, timeout: timeout).run()
    try api.show(data, client, as: CampaignReply.self, page: CampaignPages.detail)
    if campaign.isCancelled { throw Self.cancelled(campaign) }
  }

  private static func cancelled(_ campaign: CampaignReply) -> Failure {
    let reason = campaign.cancelReason.flatMap { $0.isEmpty ? nil : " (\(SafeText.line($0)))" } ?? ""
    return .cancelled(
      "campaign \(campaign.id) was cancelled\(reason): \(NumberText.count(campaign.tasks.cancelled)) of "
        + "\(NumberText.count(campaign.tasks.total)) tasks were not checked for that.")
  }
}
