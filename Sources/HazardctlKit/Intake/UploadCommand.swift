import ArgumentParser
import Foundation

struct UploadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upload", abstract: "Keep photos or documents as evidence, and say how they are named.",
    discussion: """
      Files are kept by the hash of their content; what is printed is what --evidence takes. JPEG, PNG, WebP, HEIC and PDF
      of at most 20 MB are taken.

      EXAMPLES:
        hazardctl rectify 357ntpa8q44nm --evidence "$(hazardctl upload after.jpg)"
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The files.")
  var files: [String]

  func run() async throws {
    let client = try api.client()
    for file in files {
      let data = try await Self.upload(file, client)
      try api.show(data, client, as: EvidenceReply.self) { reply, _ in SafeText.line(reply.reference) + "\n" }
    }
  }

  private static func upload(_ file: String, _ client: APIClient) async throws -> Data {
    guard let content = FileManager.default.contents(atPath: file) else {
      throw Failure.refused("\(file) cannot be read.")
    }
    return try await client.post(
      ["v1", "evidence"], body: content, headers: [("Content-Type", "application/octet-stream")])
  }

  /// Uploads a file, and says how it is named.
  static func keep(_ file: String, _ client: APIClient) async throws -> EvidenceReply {
    try client.decode(EvidenceReply.self, from: try await upload(file, client))
  }
}

struct EvidenceReply: Decodable {
  var reference: String
}
