import ArgumentParser

struct CertificatesCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificates", abstract: "Which sites a campaign certifies, and which have lost it.",
    discussion: """
      A site is certified when the campaign is complete, all that applies to the site was decided, and no hazard that it
      found there is open. A major hazard that is found later revokes it, until another campaign certifies the site.

      EXAMPLES:
        hazardctl certificates rental-houses-2026 --region 330102
      """)

  private static let largestPage = 500

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  @Argument(help: "The campaign's id.")
  var campaign: String

  @Option(help: ArgumentHelp("A region, with everything below it.", valueName: "code"), completion: .regions)
  var region: String?

  @Option(help: ArgumentHelp("One site.", valueName: "id"))
  var site: String?

  @OptionGroup var pages: PageOptions

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func run() async throws {
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "campaigns", campaign, "certificates"], [("region", region), ("site", site)],
      largest: Self.largestPage, client)
    try api.show(data, client, as: CertificatePageReply.self, page: CertificatePage.text)
  }
}
