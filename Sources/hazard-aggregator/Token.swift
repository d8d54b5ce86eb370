import Access
import ArgumentParser
import Credentials
import Foundation
import Inspection
import Ledger
import ProgramSupport
import SQLLedger
import SQLiteLedger

struct Token: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give people and programs access to the API, and take it back.",
    discussion: """
      As soon as the aggregator runs with --access tokens, every request needs one. A token belongs to a person, has
      roles, and may be limited to a region with everything below it. It is printed once and kept as a hash.

      EXAMPLES:
        hazard-aggregator token create --database ledger.sqlite --name "Li Na" --role inspector --region 330101
        hazard-aggregator token list --database ledger.sqlite
        hazard-aggregator token revoke --database ledger.sqlite 4f9d0c1e7a22
      """,
    subcommands: [CreateToken.self, ListTokens.self, RevokeToken.self])
}

struct CreateToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Print a new token.",
    discussion: """
      Roles: viewer reads; inspector finds hazards and verifies that they are gone; owner gets them rectified;
      supervisor assigns, extends, accepts and decides; operator keeps the fleet running.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Whose it is, as the record of what was done will name them.")
  var name: String

  @Option(help: "viewer, inspector, owner, supervisor or operator; may be given several times.")
  var role: [Role] = []

  @Option(help: "The region that it is limited to, by its code (default: no limit).")
  var region: String?

  @Option(help: "After how many days it expires; 0 for never.")
  var days = 90

  func validate() throws {
    if role.isEmpty { throw ValidationError("--role is missing: a token without a role opens nothing.") }
    if name.allSatisfy(\.isWhitespace) || name.contains(where: \.isNewline) || name.utf8.count > 200 {
      throw ValidationError("--name must be 1 to 200 bytes on one line.")
    }
    if !(0...3_650).contains(days) { throw ValidationError("--days must be 0 to 3650.") }
  }

  func run() async throws {
    let store = try ledger.open()
    if let region, try await !store.isPlace(.region(region), within: region) {
      StandardError.write(
        "the ledger knows no region \(region) yet: the token sees nothing until a campaign brings it\n")
    }
    let (secret, now) = (TokenSecret(), Timestamp.now)
    let expiry = days == 0 ? nil : Timestamp(milliseconds: now.milliseconds + Int64(days) * 86_400_000)
    try await store.addToken(
      AccessToken(
        id: secret.id, name: name, roles: Set(role), scope: RegionScope(region: region),
        secretHash: secret.hash, createdAt: now, expiresAt: expiry))
    StandardError.write(
      "token \(secret.id) of \(name)\(expiry.map { ", valid until \($0.iso8601)" } ?? ""); it is shown only now:\n"
    )
    StandardOutput.writeLine("\(secret)")
  }
}

struct ListTokens: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List all tokens.")

  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let (tokens, now) = (try await ledger.open().tokens(), Timestamp.now)
    if json {
      StandardOutput.writeLine(try PrettyJSON.text(of: tokens.map { TokenLine($0, at: now) }))
      return
    }
    for line in tokens.map({ TokenLine($0, at: now) }) {
      StandardOutput.writeLine(
        "\(line.id)  \(line.status)  \(line.name)  \(line.roles.joined(separator: ","))  "
          + "\(line.region.map { "region \($0)" } ?? "everywhere")"
          + (line.expiresAt.map { "  until \($0)" } ?? ""))
    }
  }
}

struct RevokeToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take a token back; it opens nothing from then on.")

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The token's id, as list prints it.")
  var id: String

  func run() async throws {
    let store = try ledger.open()
    // Who has the token itself at hand may name it by that.
    let id = TokenSecret(id)?.id ?? id
    guard try await store.revokeToken(id, at: .now) else {
      let why =
        try await store.token(id) == nil ? "there is no token \(id)" : "token \(id) was revoked before"
      StandardError.write("\(why)\n")
      throw ExitCode(ProgramExit.failure)
    }
    StandardOutput.writeLine("revoked \(id)")
  }
}

private struct TokenLine: Encodable {
  var id: String
  var name: String
  var roles: [String]
  var region: String?
  /// valid, expired or revoked.
  var status: String
  var createdAt: String
  var expiresAt: String?
  var revokedAt: String?

  init(_ token: AccessToken, at now: Timestamp) {
    id = token.id
    name = token.name
    roles = token.roles.names
    region = token.scope.region
    status = token.revokedAt != nil ? "revoked" : token.isValid(at: now) ? "valid" : "expired"
    createdAt = token.createdAt.iso8601
    expiresAt = token.expiresAt?.iso8601
    revokedAt = token.revokedAt?.iso8601
  }
}

extension Role: ExpressibleByArgument {}
