import Crypto
import Foundation
import Inspection
import Ledger
import Rectification

/// Open hazards as a plan of action and milestones in NIST's OSCAL 1.1 (JSON): each is an observation, a risk and an
/// item of the plan. Ids are UUIDs of version 5 made of the hazards' ids, so that the same hazard has the same one in
/// every export.
struct PlanOfAction {
  /// What every hazard has one of, in the order in which the plan has them.
  enum Part: String, CaseIterable {
    case observations
    case risks
    case items = "poam-items"

    func element(_ hazard: HazardSummary) -> String {
      switch self {
      case .observations: PlanOfAction.observation(hazard)
      case .risks: PlanOfAction.risk(hazard)
      case .items: PlanOfAction.item(hazard)
      }
    }
  }

  let modifiedAt: Timestamp

  /// Up to the first part.
  var head: String {
    let metadata = Self.object([
      ("title", JSONText.quoted("HazardFleet: open hazards")),
      ("last-modified", JSONText.quoted(modifiedAt.iso8601)),
      ("version", JSONText.quoted(modifiedAt.iso8601)), ("oscal-version", JSONText.quoted("1.1.2")),
    ])
    let system = Self.object([
      ("identifier-type", JSONText.quoted("http://ietf.org/rfc/rfc4122")),
      ("id", JSONText.quoted(Self.uuid("system"))),
    ])
    return "{\"plan-of-action-and-milestones\":{\"uuid\":\(JSONText.quoted(Self.uuid(modifiedAt.iso8601))),"
      + "\"metadata\":\(metadata),\"system-id\":\(system)"
  }

  static let tail = "}}\n"

  private static func observation(_ hazard: HazardSummary) -> String {
    object([
      ("uuid", JSONText.quoted(uuid("observation \(hazard.id)"))),
      ("title", JSONText.quoted(line(hazard.itemText, or: hazard.item))),
      ("description", JSONText.quoted(line(hazard.reason, or: hazard.itemText))),
      ("props", "[\(property("site", hazard.site)),\(property("region", hazard.region))]"),
      ("methods", "[\"EXAMINE\"]"), ("types", "[\"finding\"]"),
      ("collected", JSONText.quoted(hazard.lastFoundAt.iso8601)),
    ])
  }

  private static func risk(_ hazard: HazardSummary) -> String {
    let rectification = hazard.rectification
    let status =
      switch rectification.state {
      case .closed: "closed"
      case .riskAccepted: "deviation-approved"
      case .rectifying, .rectified: "remediating"
      default: "open"
      }
    let deadline = rectification.dueAt.map { [("deadline", JSONText.quoted($0.iso8601))] } ?? []
    return object(
      [
        ("uuid", JSONText.quoted(uuid("risk \(hazard.id)"))),
        ("title", JSONText.quoted("\(hazard.level.name) hazard, \(hazard.grade.name)")),
        ("description", JSONText.quoted(line(hazard.itemText, or: hazard.item))),
        ("statement", JSONText.quoted(line(hazard.reason, or: hazard.itemText))),
        ("props", "[\(property("level", hazard.level.name)),\(property("grade", hazard.grade.name))]"),
        ("status", JSONText.quoted(status)),
      ] + deadline)
  }

  private static func item(_ hazard: HazardSummary) -> String {
    let owner = hazard.rectification
    var properties = [
      property("hazard-id", hazard.id.description), property("stage", owner.state.name),
      property("opened-at", hazard.openedAt.iso8601),
    ]
    if let owner = given(owner.owner) { properties.append(property("owner", owner)) }
    if let department = given(owner.department) ?? given(hazard.department) {
      properties.append(property("department", department))
    }
    return object([
      ("uuid", JSONText.quoted(uuid("item \(hazard.id)"))),
      ("title", JSONText.quoted(line("\(hazard.siteName): \(hazard.itemText)", or: hazard.item))),
      ("description", JSONText.quoted(line(hazard.reason, or: hazard.itemText))),
      ("props", "[\(properties.joined(separator: ","))]"),
      (
        "related-observations",
        "[{\"observation-uuid\":\(JSONText.quoted(uuid("observation \(hazard.id)")))}]"
      ),
      ("related-risks", "[{\"risk-uuid\":\(JSONText.quoted(uuid("risk \(hazard.id)")))}]"),
    ])
  }

  /// OSCAL's own names are in no namespace; ours are in one of our own.
  private static func property(_ name: String, _ value: String) -> String {
    object([
      ("name", JSONText.quoted(name)), ("ns", JSONText.quoted("urn:hazardfleet:oscal")),
      ("value", JSONText.quoted(line(value, or: "-"))),
    ])
  }

  /// OSCAL's strings neither begin nor end with a blank, nor are they empty.
  private static func line(_ text: String, or other: String) -> String {
    given(text) ?? given(other) ?? "-"
  }

  private static func given(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\(JSONText.quoted($0)):\($1)" }.joined(separator: ","))}"
  }

  /// RFC 9562, section 5.5, with a namespace of our own.
  private static func uuid(_ name: String) -> String {
    var bytes = Array(Insecure.SHA1.hash(data: Data("urn:hazardfleet:oscal \(name)".utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.map { Int($0) < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
    var parts: [Substring] = []
    var rest = hex[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }
}
