import ArgumentParser
import Foundation

/// What every command about hazards takes.
struct CommandOptions: ParsableArguments {
  @Argument(help: "The hazards: 13 letters and digits each. Several are changed all together or not at all.")
  var hazards: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take hazards from a file, one a line; what follows a blank or a # is left out. - is the standard input.",
      valueName: "file"))
  var idsFrom: String?

  @Option(help: ArgumentHelp("Who does this (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: "What the person acts as, such as inspector, owner or supervisor.")
  var role: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("A photo or document; may be given several times.", valueName: "reference"))
  var evidence: [String] = []

  @Option(
    help: ArgumentHelp("When it was done (default: now), such as 2026-11-21T09:30+08:00.", valueName: "time"))
  var at: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("Refuse unless the hazard still is of this version.", valueName: "number"))
  var expectedVersion: Int?

  @Option(
    help: ArgumentHelp(
      "Names this command: sent again under the same key it is not done again.", valueName: "key"))
  var key: String?

  func validate() throws {
    if hazards.isEmpty, idsFrom == nil { throw ValidationError("Name a hazard, or a file with --ids-from.") }
    if expectedVersion != nil, hazards.count != 1 || idsFrom != nil {
      throw ValidationError("--version is for one hazard.")
    }
  }

  /// Sends the command and shows what became of it.
  ///
  /// - Parameter details: what this command says beside, by the API's names.
  func send(_ action: String, _ api: APIOptions, details: [(String, Any?)] = []) async throws {
    let ids = try hazards + fileIDs()
    guard !ids.isEmpty else { throw Failure.refused("\(idsFrom ?? "") names no hazard.") }
    let client = try api.client()
    let isBulk = ids.count > 1
    var body: [String: Any] = ["evidence": evidence]
    let common: [(String, Any?)] = [
      ("person", person ?? Surroundings.current.person), ("role", role), ("reason", reason), ("at", at),
    ]
    for (name, value) in common + details {
      if let value { body[name] = value }
    }
    if isBulk { body["hazards"] = ids }
    var headers = [("Idempotency-Key", key ?? UUID().uuidString)]
    if let expectedVersion { headers.append(("If-Match", "\"\(expectedVersion)\"")) }
    let path = isBulk ? ["v1", "commands", action] : ["v1", "hazards", ids[0], action]
    let data = try await client.post(
      path, body: try JSONSerialization.data(withJSONObject: body), headers: headers)
    try api.show(data, client, as: CommandReply.self, page: RectificationPages.report)
  }

  private func fileIDs() throws -> [String] {
    guard let idsFrom else { return [] }
    let handle = idsFrom == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: idsFrom)
    guard let data = try handle?.readToEnd() ?? (handle == nil ? nil : Data()) else {
      throw Failure.refused("\(idsFrom) cannot be read.")
    }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      let id = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).first
      return id.map(String.init)
    }
  }
}
