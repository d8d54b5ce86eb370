import ArgumentParser
import Foundation

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Fetch a photo or document that is kept as evidence.",
    discussion: """
      EXAMPLES:
        hazardctl evidence 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --out after.jpg
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The hash of its content: 64 hexadecimal digits, as references to evidence end with.")
  var hash: String

  @Option(help: ArgumentHelp("Where to write it.", valueName: "file"))
  var out: String

  func run() async throws {
    let client = try api.client()
    var file = try OutputFile(path: out)
    do {
      try await client.download(["v1", "evidence", hash], []) { try file.write($0) }
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
    Surroundings.current.console.printError(
      "\(NumberText.count(file.bytes)) bytes written to \(SafeText.line(out))\n")
  }
}
