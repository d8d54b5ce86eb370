import ArgumentParser
import Foundation

struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Keep a token for an API, so that commands need not name either.",
    discussion: """
      The token is read from the standard input, so that it stands in no list of processes and in no history. It is \
      tried, and kept in ~/.config/hazardctl/profiles.json, which only you can read.

      EXAMPLES:
        hazardctl login --api https://hazards.example.org < token.txt
        hazardctl login --api https://hazards.example.org --name city < token.txt
        hazardctl overview --profile city
      """)

  @OptionGroup var options: APIOptions

  @Option(help: "The profile's name.")
  var name = "default"

  func run() async throws {
    let console = Surroundings.current.console
    let address = try Access(api: options.api, profile: nil).api
    console.printError("token for \(address): ")
    let token = (readLine(strippingNewline: true) ?? "").trimmingCharacters(in: .whitespaces)
    guard !token.isEmpty else { throw Failure.refused("there is no token on the standard input.") }
    let client = try options.client(Access(address: address, token: token))
    let me = try client.decode(PrincipalReply.self, from: try await client.get(["v1", "me"]))
    var profiles = try Profiles.read()
    profiles.profiles[name] = Profiles.Profile(api: address, token: token)
    profiles.current = name
    try profiles.write()
    try console.print("\(me.text)\nkept as profile \(name)\n")
  }
}

struct LogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget a profile and its token.",
    discussion: "The token itself stays valid until it is revoked with `hazard-aggregator token revoke`.")

  @Option(help: "The profile's name.")
  var name = "default"

  func run() async throws {
    var profiles = try Profiles.read()
    guard profiles.profiles.removeValue(forKey: name) != nil else {
      throw Failure.refused("there is no profile \(name).")
    }
    if profiles.current == name { profiles.current = profiles.profiles.keys.sorted().first }
    try profiles.write()
    try Surroundings.current.console.print("forgot profile \(name)\n")
  }
}

struct WhoamiCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Who the API takes you for, and what you may do.")

  @OptionGroup var api: APIOptions
  @OptionGroup var watch: WatchOptions

  func run() async throws {
    let client = try api.client()
    try api.show(try await client.get(["v1", "me"]), client, as: PrincipalReply.self) { me, _ in
      me.text + "\n"
    }
  }
}

/// Who somebody is to the API.
struct PrincipalReply: Decodable {
  var name: String
  var roles: [String]
  var region: String?
  var anonymous: Bool

  var text: String {
    if anonymous { return "nobody asks: whoever reaches this API may do everything" }
    return "\(name): \(roles.joined(separator: ", ")), \(region.map { "region \($0)" } ?? "everywhere")"
  }
}
