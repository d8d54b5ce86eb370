import ArgumentParser

struct WhistleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whistle",
    abstract: "Call departments to a hazard (吹哨报到), each to check in before its own deadline.",
    discussion: """
      EXAMPLES:
        hazardctl whistle 357ntpa8q44nm --reason "gas smell, owner away" \\
          --call "Fire Brigade=2026-11-24T18:00+08:00" --call "Gas Works=2026-11-25T09:00+08:00"
        Who is waited for
          hazardctl hazards --awaited "Gas Works"
      """)

  @OptionGroup var api: APIOptions
  @OptionGroup var command: CommandOptions

  @Option(
    name: .customLong("call"),
    help: ArgumentHelp(
      "A department, and when it is to have checked in; may be given several times.",
      valueName: "department=time"))
  var calls: [String] = []

  func validate() throws {
    if calls.isEmpty { throw ValidationError("Call at least one department with --call.") }
    for call in calls where Self.parts(call) == nil {
      throw ValidationError(
        "--call \"\(call)\" is not DEPARTMENT=TIME, such as Water=2026-11-25T09:00+08:00.")
    }
  }

  func run() async throws {
    try await command.send("whistle", api, details: [("departments", calls.compactMap(Self.parts))])
  }

  static func parts(_ call: String) -> [String: String]? {
    guard let sign = call.lastIndex(of: "="), sign != call.startIndex else { return nil }
    let due = call[call.index(after: sign)...]
    return due.isEmpty ? nil : ["department": String(call[..<sign]), "due": String(due)]
  }
}
