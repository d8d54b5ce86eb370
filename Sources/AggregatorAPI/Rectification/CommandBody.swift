import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Rectification
import StatusServer

/// The body and the headers of a command, read strictly: every mistake is told at once.
struct CommandBody {
  /// Large enough for the most hazards that a command may name.
  private static let maximumBytes = 1 << 20
  private static let maximumText = 10_000
  private static let maximumEvidence = 100

  /// The hazards of a command about several.
  private(set) var targets: [RectificationCommand.Target] = []
  /// When it arrived.
  let arrival = Timestamp.now

  private var at: Timestamp?
  private var person = ""
  private var role = ""
  private var reason = ""
  private var evidence: [String] = []
  private var details = RectificationDetails()
  private var version: Int?
  private var key = ""
  private var errors: [Problem.FieldError] = []

  /// - Throws: `Problem`.
  init(_ request: Request, isBulk: Bool) async throws {
    try QueryReader(request, known: []).finish()
    let fields = try await Self.object(request)
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { read(name, value, isBulk: isBulk) }
    readHeaders(request, isBulk: isBulk)
    if isBulk, fields["hazards"] == nil { fail("hazards", "is missing: a list of hazard ids") }
    guard let first = errors.first else { return }
    throw Problem(
      .badRequest,
      errors.count == 1
        ? "\(first.field) \(first.detail)." : "\(errors.count) fields cannot be used; see errors.",
      errors: errors)
  }

  /// - Parameter targets: without versions these are held against the version of the request.
  func command(
    _ action: RectificationAction, on targets: [RectificationCommand.Target]
  ) -> RectificationCommand {
    RectificationCommand(
      action, targets.map { .init($0.hazard, version: $0.version ?? version) }, at: at ?? arrival,
      person: person, role: role, reason: reason, evidence: evidence, details: details, key: key)
  }

  private static func object(_ request: Request) async throws -> [String: Any] {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: maximumBytes)
    } catch {
      throw Problem(.contentTooLarge, "A command has at most \(maximumBytes) bytes.")
    }
    let object = try? JSONSerialization.jsonObject(with: Data(buffer.readableBytesView))
    guard let object = object as? [String: Any] else {
      throw Problem(.badRequest, "The body is no JSON object such as {\"person\": \"Li\"}.")
    }
    return object
  }

  private static let fields = [
    "at", "person", "role", "reason", "evidence", "owner", "department", "until", "of", "fixedBy",
    "observation", "observedBy", "due", "departments", "hazards",
  ]

  private mutating func read(_ name: String, _ value: Any, isBulk: Bool) {
    switch name {
    case "at": at = moment(name, value)
    case "person": person = text(name, value)
    case "role": role = text(name, value)
    case "reason": reason = text(name, value)
    case "evidence": evidence = list(name, value, atMost: Self.maximumEvidence)
    case "owner": details.owner = text(name, value)
    case "department": details.department = text(name, value)
    case "until": details.until = moment(name, value)
    case "of":
      details.original = HazardID(text(name, value))
      if details.original == nil { fail(name, "is no hazard: hazards have 13 letters and digits") }
    case "fixedBy": details.fixedBy = text(name, value)
    case "observation": details.observation = text(name, value)
    case "observedBy": details.observedBy = text(name, value)
    case "due": details.due = moment(name, value)
    case "departments": readCalls(name, value)
    case "hazards" where isBulk: readTargets(value)
    default:
      let known = Self.fields.filter { isBulk || $0 != "hazards" }
      let hint = NearestName.hint(for: name, among: known)
      fail(
        name,
        hint.isEmpty ? "is unknown; a command has \(known.joined(separator: ", "))" : "is unknown\(hint)")
    }
  }

  private mutating func readCalls(_ name: String, _ value: Any) {
    guard let values = value as? [[String: Any]] else {
      return fail(name, "is no list of {\"department\": NAME, \"due\": TIME}")
    }
    for value in values {
      for key in value.keys.sorted() where !["department", "due"].contains(key) {
        fail(name, "\(key) is unknown; a call has department, due")
      }
      let department = text("\(name).department", value["department"] ?? "")
      guard let due = moment("\(name).due", value["due"] ?? "") else { continue }
      details.calls.append(DepartmentCall(department: department, due: due))
    }
  }

  private mutating func readTargets(_ value: Any) {
    guard let values = value as? [Any] else { return fail("hazards", "is no list") }
    for value in values {
      let member = value as? [String: Any]
      guard let text = value as? String ?? member?["id"] as? String, let id = HazardID(text) else {
        fail("hazards", "\(value) is no hazard, nor {\"id\": HAZARD, \"version\": NUMBER}")
        continue
      }
      targets.append(.init(id, version: member?["version"] as? Int))
    }
  }

  private mutating func readHeaders(_ request: Request, isBulk: Bool) {
    if let match = request.headers[.ifMatch], match != "*" {
      version = Int(match.replacing("W/", with: "").replacing("\"", with: ""))
      if version == nil { fail("If-Match", "is no version such as \"5\"") }
      if isBulk { fail("If-Match", "is for one hazard; give each a version in hazards instead") }
    }
    if let name = HTTPField.Name("Idempotency-Key"), let given = request.headers[name] {
      // The draft of the header's standard writes it as a string in quotes.
      key = given.replacing("\"", with: "")
      if key.isEmpty || key.utf8.count > 200 { fail("Idempotency-Key", "has no 1 to 200 bytes") }
    }
  }

  private mutating func text(_ name: String, _ value: Any) -> String {
    guard let text = value as? String else {
      fail(name, "is no text")
      return ""
    }
    if text.utf8.count > Self.maximumText { fail(name, "is longer than \(Self.maximumText) bytes") }
    return text
  }

  private mutating func list(_ name: String, _ value: Any, atMost limit: Int) -> [String] {
    guard let values = value as? [String], values.count <= limit,
      values.allSatisfy({ !$0.contains(where: \.isNewline) && $0.utf8.count <= Self.maximumText })
    else {
      fail(name, "is no list of at most \(limit) references, each on one line")
      return []
    }
    return values.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private mutating func moment(_ name: String, _ value: Any) -> Timestamp? {
    guard let moment = (value as? String).flatMap({ DateText.moment($0[...], zone: .gmt)?.moment }) else {
      fail(name, "is no time such as 2026-11-21T09:30:00+08:00")
      return nil
    }
    return moment
  }

  private mutating func fail(_ field: String, _ detail: String) {
    errors.append(Problem.FieldError(field, detail))
  }
}
