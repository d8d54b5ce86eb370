import ArgumentParser
import Foundation

/// Of which campaign, and who does it.
struct TeamOptions: ParsableArguments {
  @Argument(help: "The campaign's id, as `hazardctl campaigns` lists it.", completion: .campaigns)
  var campaign: String

  @Option(help: ArgumentHelp("Who does this (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if campaign.isEmpty { throw ValidationError("The campaign's id must not be empty.") }
  }

  func send(_ action: String, _ api: APIOptions, _ details: [(String, Any)]) async throws {
    let client = try api.client()
    var body: [String: Any] = [:]
    if let person = person ?? Surroundings.current.person { body["person"] = person }
    if let reason { body["reason"] = reason }
    for (name, value) in details { body[name] = value }
    let data = try await client.post(
      ["v1", "campaigns", campaign, action], body: try JSONSerialization.data(withJSONObject: body),
      headers: [])
    try api.show(data, client, as: TeamReply.self, page: TeamPage.text)
  }
}

struct TeamCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "Which roles a campaign's sites need, and who holds them.",
    discussion: """
      With --roles the team is formed, once. From then on a site that was inspected counts for the campaign's gate and \
      certificates only when each role is claimed, by different people.

      EXAMPLES:
        hazardctl team volunteers-2026 --roles inspector,volunteer,owner --person "Li Na"
        hazardctl claim volunteers-2026 --site S17 --role inspector --person "Wang Wei"
        hazardctl team volunteers-2026 --missing
      """)

  private static let largestPage = 500

  @OptionGroup var api: APIOptions
  @OptionGroup var options: TeamOptions

  @Option(help: ArgumentHelp("Form the team of these roles, separated by commas.", valueName: "list"))
  var roles: String?

  @Flag(help: "Only inspected sites at which a role is missing.")
  var missing = false

  @OptionGroup var pages: PageOptions

  func run() async throws {
    if let roles {
      let names = roles.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      return try await options.send("team", api, [("roles", names)])
    }
    let client = try api.client()
    let data = try await pages.fetch(
      ["v1", "campaigns", options.campaign, "team"], [("missing", missing ? "true" : nil)],
      largest: Self.largestPage, client)
    try api.show(data, client, as: TeamReply.self, page: TeamPage.text)
  }
}

struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Take a role of a campaign's team at a site.")

  @OptionGroup var api: APIOptions
  @OptionGroup var options: TeamOptions

  @Option(help: ArgumentHelp("The site's id.", valueName: "id"))
  var site: String

  @Option(help: "A role of the team.")
  var role: String

  func run() async throws { try await options.send("claim", api, [("site", site), ("role", role)]) }
}

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Give a role of a campaign's team at a site back.")

  @OptionGroup var api: APIOptions
  @OptionGroup var options: TeamOptions

  @Option(help: ArgumentHelp("The site's id.", valueName: "id"))
  var site: String

  @Option(help: "A role of the team.")
  var role: String

  func run() async throws { try await options.send("release", api, [("site", site), ("role", role)]) }
}

struct TeamReply: Decodable {
  struct Claim: Decodable {
    var role: String
    var person: String
    var at: String
  }

  struct Site: Decodable {
    var site: String
    var siteName: String
    var region: String
    var inspected: Bool
    var claims: [Claim]
    var missing: [String]
  }

  var campaign: String
  var roles: [String]
  var inspected: Int
  var unclaimed: Int
  var items: [Site]
  var next: String?
}

enum TeamPage {
  static func text(_ reply: TeamReply, _ console: Console) -> String {
    guard !reply.roles.isEmpty else { return "Campaign \(SafeText.line(reply.campaign)) needs no team.\n" }
    var facts = FactList()
    facts.add("roles", reply.roles.joined(separator: ", "))
    facts.add("sites inspected", NumberText.count(reply.inspected))
    facts.add(
      "without a whole team", NumberText.count(reply.unclaimed), reply.unclaimed > 0 ? .yellow : .green)
    let head = facts.rendered(colors: console.colors)
    guard !reply.items.isEmpty else { return head }
    var table = Table([
      .text("SITE"), .text("NAME", flexible: true), .text("REGION"), .text("INSPECTED"),
      .text("TEAM", flexible: true), .text("MISSING", flexible: true),
    ])
    for site in reply.items {
      table.add([
        .init(site.site), .init(site.siteName), .init(site.region), .init(site.inspected ? "yes" : "no"),
        .init(site.claims.map { "\($0.role): \($0.person)" }.joined(separator: ", ")),
        .init(site.missing.joined(separator: ", "), .yellow),
      ])
    }
    let text = head + "\n" + table.rendered(width: console.width, colors: console.colors)
    guard let next = reply.next else { return text }
    return text + "\nAll of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }
}
