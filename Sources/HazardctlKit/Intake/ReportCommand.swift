import ArgumentParser
import Foundation

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what is wrong at a place: one command, and it is on its way.",
    discussion: """
      A worker decides it as any other check; the hazard that it finds is followed like all. What the owner of the \
      smallest unit reports (the site's owner, or the head of its grid) is an instant report: it is looked at before \
      others, and everyone above is told. With --call, departments are called at once and have to check in.

      EXAMPLES:
        hazardctl report fire:F-1 --site S17 "no extinguisher on floor 2" --person "Wang Wei"
        hazardctl report gas:G-4 --at-point 23.05,112.46 "smell of gas" --call "Gas Works=2026-11-25T09:00+08:00"
        What can be reported, and what came of it
          hazardctl report-services
          hazardctl reports --status open
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "What it is about: CHECKLIST:ITEM, or the item where only one checklist has it.")
  var service: String

  @Argument(help: "What is wrong, in your words.")
  var description: String

  @Option(help: ArgumentHelp("The site's id.", valueName: "id"))
  var site: String?

  @Option(help: ArgumentHelp("The site's name or id.", valueName: "text"))
  var address: String?

  @Option(
    help: ArgumentHelp(
      "A point; the nearest site within 500 m is meant.", valueName: "latitude,longitude"))
  var atPoint: String?

  @Option(
    help: ArgumentHelp(
      "What was observed, as the item reads it; not needed where the item asks for yes or no.",
      valueName: "value"))
  var observation: String?

  @Option(help: ArgumentHelp("Who reports it (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: "What the person acts as, such as owner or resident.")
  var role: String?

  @Option(help: ArgumentHelp("How the person can be asked.", valueName: "text"))
  var contact: String?

  @Option(help: ArgumentHelp("A photo or document; may be given several times.", valueName: "reference"))
  var evidence: [String] = []

  @Option(
    name: .customLong("call"),
    help: ArgumentHelp(
      "A department to be called, and when it is to have checked in; by the owner only.",
      valueName: "department=time"))
  var calls: [String] = []

  @Option(help: ArgumentHelp("When it was seen (default: now).", valueName: "time"))
  var seenAt: String?

  @Option(help: ArgumentHelp("Names the report: sent again under the same key it is not taken again."))
  var key: String?

  func validate() throws {
    if [site, address, atPoint].compactMap(\.self).count != 1 {
      throw ValidationError("Say where it is with one of --site, --address and --at-point.")
    }
    if let atPoint, Self.point(atPoint) == nil {
      throw ValidationError("--at-point \(atPoint) is not LATITUDE,LONGITUDE, such as 23.05,112.46.")
    }
    for call in calls where WhistleCommand.parts(call) == nil {
      throw ValidationError(
        "--call \"\(call)\" is not DEPARTMENT=TIME, such as Water=2026-11-25T09:00+08:00.")
    }
  }

  func run() async throws {
    let client = try api.client()
    var body: [String: Any] = ["service": service, "description": description, "evidence": evidence]
    let given: [(String, Any?)] = [
      ("site", site), ("address", address), ("observation", observation),
      ("person", person ?? Surroundings.current.person), ("role", role), ("contact", contact), ("at", seenAt),
      ("latitude", atPoint.flatMap(Self.point)?.0), ("longitude", atPoint.flatMap(Self.point)?.1),
      ("departments", calls.isEmpty ? nil : calls.compactMap(WhistleCommand.parts)),
    ]
    for (name, value) in given {
      if let value { body[name] = value }
    }
    let data = try await client.post(
      ["v1", "reports"], body: try JSONSerialization.data(withJSONObject: body),
      headers: [("Idempotency-Key", key ?? UUID().uuidString)])
    try api.show(data, client, as: ReportReply.self, page: ReportPages.detail)
  }

  private static func point(_ text: String) -> (Double, Double)? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let latitude = Double(parts[0].trimmingCharacters(in: .whitespaces)),
      let longitude = Double(parts[1].trimmingCharacters(in: .whitespaces))
    else { return nil }
    return (latitude, longitude)
  }
}
