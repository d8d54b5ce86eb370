import ArgumentParser

struct CampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "One campaign, or waiting until it is complete.",
    discussion: """
      With --wait, progress goes to standard error and the campaign to standard output when it is complete. \
      The exit code is then 0, or 3 when --timeout passes first.

      EXAMPLES:
        hazardctl campaign autumn-2026
        hazardctl campaign autumn-2026 --wait --timeout 600 && make-report
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.")
  var id: String

  @Flag(help: "Wait until every task has an outcome.")
  var wait = false

  @Option(help: ArgumentHelp("Give up after so many seconds.", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    if timeout != nil, !wait { throw ValidationError("--timeout needs --wait.") }
    if let timeout, !(timeout >= 0) { throw ValidationError("--timeout must not be negative.") }
    if id.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data =
      wait
      ? try await CampaignWait(client: client, id: id, timeout: timeout).run()
      : try await client.get(["v1", "campaigns", id])
    try api.show(data, client, as: CampaignReply.self, page: CampaignPages.detail)
  }
}
