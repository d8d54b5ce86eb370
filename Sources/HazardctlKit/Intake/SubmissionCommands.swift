import ArgumentParser
import Foundation

struct FormCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form", abstract: "What a campaign asks at a site, and what is left to inspect there.",
    discussion: """
      Items of which nothing was recorded are open: an inspector says what is seen there with `hazardctl submit`.

      EXAMPLES:
        hazardctl form autumn-2026 S17
        hazardctl form autumn-2026 S17 --left
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The campaign's id.")
  var campaign: String

  @Argument(help: "The site's id.")
  var site: String

  @Flag(help: "Only what is left to inspect.")
  var left = false

  func run() async throws {
    let client = try api.client()
    let data = try await client.get(["v1", "campaigns", campaign, "sites", site, "form"])
    try api.show(data, client, as: FormReply.self) { SubmissionPages.form($0, isShort: left, $1) }
  }
}

struct SubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Submit what was seen at a site of items that nobody had inspected.",
    discussion: """
      Workers decide it as they decide everything; what they find is followed like all. What is decided stays as it is: an
      item is submitted once. Values are written as records have them: yes, no, 0.7 MPa, an option, several with | between,
      2026-11-21, n/a where the item does not apply.

      A file (- for the standard input) has a line ITEM=VALUE for each item, or is JSON: [{"item": "EXT-1", "value": "no",
      "evidence": ["photo:sha256:..."], "note": "behind the shelf"}].

      EXAMPLES:
        hazardctl form autumn-2026 S17 --left
        hazardctl submit autumn-2026 S17 --answer EXT-1=no --answer "EXT-2=0.7 MPa" --photo EXT-2=gauge.jpg \\
          --person "Li Na" --wait
        hazardctl submit autumn-2026 S17 --file today.txt --seen-at 2026-11-21T09:30+08:00
        hazardctl submission submission-41

      EXIT CODES:
        0   it was taken (with --wait: and decided)
        2   it was refused, and the message says what is wrong with each item
        3   --wait gave up at its --timeout; the submission stands
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The campaign's id.")
  var campaign: String

  @Argument(help: "The site's id.")
  var site: String

  @Option(
    name: .customLong("answer"),
    help: ArgumentHelp("What was seen of an item; may be given several times.", valueName: "item=value"))
  var answers: [String] = []

  @Option(help: ArgumentHelp("A file of answers, see above; - for the standard input.", valueName: "file"))
  var file: String?

  @Option(
    name: .customLong("photo"),
    help: ArgumentHelp(
      "A photo or document of an item, which is uploaded; may be given several times.", valueName: "item=file"
    ))
  var photos: [String] = []

  @Option(
    help: ArgumentHelp(
      "A reference of an item's evidence that is kept already; may be given several times.",
      valueName: "item=reference"))
  var evidence: [String] = []

  @Option(
    name: .customLong("note"),
    help: ArgumentHelp("A remark on an item; may be given several times.", valueName: "item=text"))
  var notes: [String] = []

  @Option(help: ArgumentHelp("Who inspected (default: the variable HAZARDCTL_PERSON).", valueName: "name"))
  var person: String?

  @Option(help: ArgumentHelp("When it was seen (default: now).", valueName: "time"))
  var seenAt: String?

  @Option(help: "Names the submission: sent again under the same key it is not taken again.")
  var key: String?

  @Flag(help: "Wait until everything is decided, and show what it came to.")
  var wait = false

  @Option(help: ArgumentHelp("How long --wait waits.", valueName: "seconds"))
  var timeout: Double = 60

  func validate() throws {
    for (option, values) in [
      ("--answer", answers), ("--photo", photos), ("--evidence", evidence), ("--note", notes),
    ] {
      for value in values where AnswerList.pair(value) == nil {
        throw ValidationError("\(option) \"\(value)\" is not ITEM=VALUE, such as EXT-1=no.")
      }
    }
    for (option, values) in [("--answer", answers), ("--note", notes)] {
      let items = values.compactMap { AnswerList.pair($0)?.0 }
      guard let twice = AnswerList.twice(items) else { continue }
      throw ValidationError("\(option) is given twice for \(twice): which one holds?")
    }
    if answers.isEmpty, file == nil {
      throw ValidationError("Say what was seen with --answer ITEM=VALUE, or with --file.")
    }
    if !(timeout > 0 && timeout < 1e6) { throw ValidationError("--timeout must be above 0.") }
  }

  func run() async throws {
    let client = try api.client()
    var list = AnswerList()
    if let file { try list.read(file) }
    for pair in answers.compactMap(AnswerList.pair) {
      if list.holds(pair.0) {
        throw ValidationError("\(pair.0) is answered twice: in the file, and by --answer.")
      }
      list[pair.0].value = pair.1
    }
    for pair in notes.compactMap(AnswerList.pair) { list[pair.0].note = pair.1 }
    for pair in evidence.compactMap(AnswerList.pair) { list[pair.0].evidence.append(pair.1) }
    for pair in photos.compactMap(AnswerList.pair) {
      list[pair.0].evidence.append(try await UploadCommand.keep(pair.1, client).reference)
    }
    var body: [String: Any] = ["answers": list.json]
    for (name, value) in [("person", person ?? Surroundings.current.person), ("at", seenAt)] {
      if let value { body[name] = value }
    }
    var data = try await client.post(
      ["v1", "campaigns", campaign, "sites", site, "submissions"],
      body: try JSONSerialization.data(withJSONObject: body),
      headers: [("Idempotency-Key", key ?? UUID().uuidString)])
    if wait {
      let id = try client.decode(SubmissionReply.self, from: data).id
      data = try await SubmissionWait(client: client, timeout: timeout).result(id)
    }
    try api.show(data, client, as: SubmissionReply.self, page: SubmissionPages.submission)
  }
}

struct SubmissionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission", abstract: "What came of a submission, item by item.",
    discussion: """
      EXAMPLES:
        hazardctl submission submission-41 --wait
      """)

  @OptionGroup var api: APIOptions

  @Argument(help: "The submission's id, as `hazardctl submit` printed it.")
  var id: String

  @Flag(help: "Wait until everything is decided.")
  var wait = false

  @Option(help: ArgumentHelp("How long --wait waits.", valueName: "seconds"))
  var timeout: Double = 60

  func run() async throws {
    let client = try api.client()
    let data =
      wait
      ? try await SubmissionWait(client: client, timeout: timeout).result(id)
      : try await client.get(["v1", "submissions", id])
    try api.show(data, client, as: SubmissionReply.self, page: SubmissionPages.submission)
  }
}

/// Asks again until a submission is decided.
private struct SubmissionWait {
  let client: APIClient
  /// In seconds.
  let timeout: Double

  func result(_ id: String) async throws -> Data {
    let end = ContinuousClock.now + .seconds(timeout)
    while true {
      let data = try await client.get(["v1", "submissions", id])
      let reply = try client.decode(SubmissionReply.self, from: data)
      if reply.state == "cancelled" {
        throw Failure.cancelled("the campaign of \(id) was cancelled before all of it was decided.")
      }
      if reply.state != "waiting" { return data }
      guard ContinuousClock.now < end else {
        throw Failure.timedOut(
          "\(id) was not decided within \(timeout) s; ask again with `submission \(id)`.")
      }
      try await Task.sleep(for: .milliseconds(500))
    }
  }
}

/// Answers as they are gathered from options and files, in their order.
private struct AnswerList {
  struct Answer {
    var item: String
    /// As JSON has it.
    var value: Any?
    var evidence: [String] = []
    var note: Any?
  }

  private var answers: [Answer] = []

  subscript(item: String) -> Answer {
    get { answers.first { $0.item == item } ?? Answer(item: item) }
    set {
      if let index = answers.firstIndex(where: { $0.item == item }) {
        answers[index] = newValue
      } else {
        answers.append(newValue)
      }
    }
  }

  /// - Returns: nil for a text without a `=`, or without an item before it.
  static func pair(_ text: String) -> (String, String)? {
    guard let mark = text.firstIndex(of: "=") else { return nil }
    let item = text[..<mark].trimmingCharacters(in: .whitespaces)
    return item.isEmpty ? nil : (item, text[text.index(after: mark)...].trimmingCharacters(in: .whitespaces))
  }

  /// The first item that is named a second time.
  static func twice(_ items: [String]) -> String? {
    var seen: Set<String> = []
    return items.first { !seen.insert($0).inserted }
  }

  func holds(_ item: String) -> Bool { answers.contains { $0.item == item } }

  /// - Throws: `Failure` for what cannot be read, `ValidationError` for an item that is answered twice.
  mutating func read(_ file: String) throws {
    let content =
      file == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
    guard let content else { throw Failure.refused("\(file) cannot be read.") }
    guard let first = content.first(where: { !Self.blanks.contains($0) }),
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    else { return try read(lines: String(decoding: content, as: UTF8.self), of: file) }
    let json = try? JSONSerialization.jsonObject(with: content)
    guard let objects = (json as? [String: Any])?["answers"] as? [[String: Any]] ?? json as? [[String: Any]]
    else { throw Failure.refused("\(file) is no JSON list of {\"item\": ID, \"value\": VALUE}.") }
    for (index, object) in objects.enumerated() {
      guard let item = object["item"] as? String else {
        throw Failure.refused("\(file): answer \(index + 1) names no item.")
      }
      try requireFirst(item, "\(file): answer \(index + 1)")
      self[item].value = object["value"]
      self[item].note = object["note"]
      self[item].evidence = object["evidence"] as? [String] ?? []
    }
  }

  private static let blanks = Set(" \t\r\n\u{FEFF}".utf8)

  private mutating func read(lines: String, of file: String) throws {
    for (index, line) in lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let pair = Self.pair(line) else {
        throw Failure.refused("\(file):\(index + 1) is not ITEM=VALUE.")
      }
      try requireFirst(pair.0, "\(file):\(index + 1)")
      self[pair.0].value = pair.1
    }
  }

  private func requireFirst(_ item: String, _ place: String) throws {
    if holds(item) { throw ValidationError("\(place) answers \(item) a second time.") }
  }

  var json: [[String: Any]] {
    answers.map { answer in
      var object: [String: Any] = ["item": answer.item]
      if let value = answer.value { object["value"] = value }
      if let note = answer.note { object["note"] = note }
      if !answer.evidence.isEmpty { object["evidence"] = answer.evidence }
      return object
    }
  }
}
