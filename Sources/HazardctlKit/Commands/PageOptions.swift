import ArgumentParser
import Foundation

/// Which part of a long list is wanted.
struct PageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many at most; the API's own number unless given.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Go on where an earlier list ended.", valueName: "cursor"))
  var cursor: String?

  @Flag(help: "All of them, page after page.")
  var all = false

  func validate() throws {
    if all, limit != nil || cursor != nil {
      throw ValidationError("--all takes neither --limit nor --cursor.")
    }
  }

  /// Asks for one page, or for all and joins them.
  ///
  /// - Parameters:
  ///   - largest: how many the API gives at a time at most.
  ///   - query: what else is asked.
  func fetch(
    _ path: [String], _ query: [(String, String?)], largest: Int, _ client: APIClient
  ) async throws -> Data {
    guard all else { return try await page(path, query, limit: limit, cursor: cursor, client) }
    var pages = JSONPages()
    var cursor: String?
    repeat {
      let data = try await page(path, query, limit: largest, cursor: cursor, client)
      try pages.add(data)
      cursor = try client.decode(NextPage.self, from: data).next
    } while cursor != nil
    return try pages.joined()
  }

  private func page(
    _ path: [String], _ query: [(String, String?)], limit: Int?, cursor: String?, _ client: APIClient
  ) async throws -> Data {
    try await client.get(path, query + [("limit", limit.map(String.init)), ("cursor", cursor)])
  }

  private struct NextPage: Decodable {
    var next: String?
  }
}
