import HTTPTypes
import Hummingbird
import Inspection
import Rectification
import StatusServer

/// The body and the headers of a command, read strictly: every mistake is told at once.
struct CommandBody {
  /// Large enough for the most hazards that a command may name.
  private static let maximumBytes = 1 << 20

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
  private var reader = FieldReader()

  /// - Throws: `Problem`.
  init(_ request: Request, isBulk: Bool) async throws {
    try QueryReader(request, known: []).finish()
    let fields = try await FieldReader.object(
      request, atMost: Self.maximumBytes, subject: "A command", example: #"{"person": "Li"}"#)
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { read(name, value, isBulk: isBulk) }
    readHeaders(request, isBulk: isBulk)
    if isBulk, fields["hazards"] == nil { reader.fail("hazards", "is missing: a list of hazard ids") }
    try reader.finish()
  }

  /// - Parameter targets: without versions these are held against the version of the request.
  func command(
    _ action: RectificationAction, on targets: [RectificationCommand.Target]
  ) -> RectificationCommand {
    RectificationCommand(
      action, targets.map { .init($0.hazard, version: $0.version ?? version) }, at: at ?? arrival,
      person: person, role: role, reason: reason, evidence: evidence, details: details, key: key)
  }

  private static let fields = [
    "at", "person", "role", "reason", "evidence", "owner", "department", "until", "of", "fixedBy",
    "observation", "observedBy", "due", "departments", "hazards",
  ]

  private mutating func read(_ name: String, _ value: Any, isBulk: Bool) {
    switch name {
    case "at": at = reader.moment(name, value)
    case "person": person = reader.text(name, value)
    case "role": role = reader.text(name, value)
    case "reason": reason = reader.text(name, value)
    case "evidence": evidence = reader.references(name, value, noun: "references")
    case "owner": details.owner = reader.text(name, value)
    case "department": details.department = reader.text(name, value)
    case "until": details.until = reader.moment(name, value)
    case "of":
      details.original = HazardID(reader.text(name, value))
      if details.original == nil { reader.fail(name, "is no hazard: hazards have 13 letters and digits") }
    case "fixedBy": details.fixedBy = reader.text(name, value)
    case "observation": details.observation = reader.text(name, value)
    case "observedBy": details.observedBy = reader.text(name, value)
    case "due": details.due = reader.moment(name, value)
    case "departments": readCalls(name, value)
    case "hazards" where isBulk: readTargets(value)
    default:
      let known = Self.fields.filter { isBulk || $0 != "hazards" }
      let hint = NearestName.hint(for: name, among: known)
      reader.fail(
        name,
        hint.isEmpty ? "is unknown; a command has \(known.joined(separator: ", "))" : "is unknown\(hint)")
    }
  }

  private mutating func readCalls(_ name: String, _ value: Any) {
    guard let values = value as? [[String: Any]] else {
      return reader.fail(name, "is no list of {\"department\": NAME, \"due\": TIME}")
    }
    for value in values {
      for key in value.keys.sorted() where !["department", "due"].contains(key) {
        reader.fail(name, "\(key) is unknown; a call has department, due")
      }
      let department = reader.text("\(name).department", value["department"] ?? "")
      guard let due = reader.moment("\(name).due", value["due"] ?? "") else { continue }
      details.calls.append(DepartmentCall(department: department, due: due))
    }
  }

  private mutating func readTargets(_ value: Any) {
    guard let values = value as? [Any] else { return reader.fail("hazards", "is no list") }
    for value in values {
      let member = value as? [String: Any]
      guard let text = value as? String ?? member?["id"] as? String, let id = HazardID(text) else {
        reader.fail("hazards", "\(value) is no hazard, nor {\"id\": HAZARD, \"version\": NUMBER}")
        continue
      }
      targets.append(.init(id, version: member?["version"] as? Int))
    }
  }

  private mutating func readHeaders(_ request: Request, isBulk: Bool) {
    if let match = request.headers[.ifMatch], match != "*" {
      version = Int(match.replacing("W/", with: "").replacing("\"", with: ""))
      if version == nil { reader.fail("If-Match", "is no version such as \"5\"") }
      if isBulk { reader.fail("If-Match", "is for one hazard; give each a version in hazards instead") }
    }
    key = reader.key(request)
  }
}
