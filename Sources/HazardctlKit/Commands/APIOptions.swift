import ArgumentParser
import Foundation

/// What every command takes.
package struct APIOptions: ParsableArguments {
  static let fallback = "http://127.0.0.1:8480"

  @Option(help: ArgumentHelp("The aggregator's address.", valueName: "url"))
  var api: String?

  @Option(help: ArgumentHelp("The profile that `hazardctl login` kept.", valueName: "name"))
  var profile: String?

  @Flag(help: "Print the API's JSON instead of tables.")
  var json = false

  package init() {}

  package func validate() throws {
    if let api, Self.url(api) == nil {
      throw ValidationError("--api \(api) is not an address such as \(Self.fallback).")
    }
  }

  func client() throws -> APIClient {
    try client(Access(api: api, profile: profile))
  }

  func client(_ access: Access) throws -> APIClient {
    guard let url = Self.url(access.api) else {
      throw ValidationError("HAZARDCTL_API=\(access.api) is not an address such as \(Self.fallback).")
    }
    return APIClient(base: url, token: access.token)
  }

  /// Prints an answer as it came, or as the page that `page` makes of it.
  func show<Reply: Decodable>(
    _ data: Data, _ client: APIClient, as _: Reply.Type, page: (Reply, Console) -> String
  ) throws {
    let console = Surroundings.current.console
    if json {
      try console.print(String(decoding: data, as: UTF8.self) + "\n")
    } else {
      try console.print(page(try client.decode(Reply.self, from: data), console))
    }
  }

  static func url(_ text: String) -> URL? {
    guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = url.host, !host.isEmpty, url.query == nil
    else { return nil }
    return url
  }
}
