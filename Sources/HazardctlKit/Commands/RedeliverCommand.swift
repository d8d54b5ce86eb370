import ArgumentParser
import Foundation

struct RedeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redeliver",
    abstract: "Have notifications tried again that were given up.",
    discussion: """
      EXAMPLES:
        hazardctl redeliver 17
        hazardctl redeliver --all
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The notification's number, as `hazardctl notifications` lists it.")
  var id: Int64?

  @Flag(help: "All dead ones.")
  var all = false

  func validate() throws {
    if (id == nil) != all { throw ValidationError("Name a notification, or give --all.") }
  }

  func run() async throws {
    let client = try api.client()
    let path = ["v1", "notifications"] + (id.map { ["\($0)"] } ?? []) + ["redeliver"]
    let data = try await client.post(path, body: Data("{}".utf8), headers: [])
    try api.show(data, client, as: RedeliveryReply.self, page: NotificationPages.redelivered)
  }
}
