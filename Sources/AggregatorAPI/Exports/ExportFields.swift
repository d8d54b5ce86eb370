import Foundation
import Inspection
import Ledger
import Rectification

/// A row of an export: names and values in their order.
struct ExportFields {
  enum Value {
    case text(String)
    case number(Int)
    case decimal(Double)
    case list([String])
    case none
  }

  private(set) var fields: [(name: String, value: Value)] = []

  /// The names of the fields, which a file without rows has, too.
  static let hazardNames = [
    "hazard", "state", "stage", "level", "grade", "site", "siteName", "region", "regionName", "item",
    "itemText",
    "category", "department", "owner", "reason", "firstFoundAt", "openedAt", "lastFoundAt", "closedAt",
    "dueAt", "originalDueAt", "sightings",
    "recurrences", "failuresToAbate", "rectifiedBy", "riskAcceptedUntil", "duplicateOf", "residualGrade",
    "latitude",
    "longitude",
  ]
  static let siteNames = [
    "site", "name", "type", "region", "regionName", "owner", "colour", "hazards", "open", "openMajor",
    "latitude",
    "longitude",
  ]
  static let eventNames = [
    "at", "event", "hazard", "site", "item", "person", "role", "reason", "evidence", "owner", "department",
    "campaign",
    "seq", "refused",
  ]

  private mutating func add(_ name: String, _ text: String) { fields.append((name, .text(text))) }
  private mutating func add(_ name: String, _ number: Int) { fields.append((name, .number(number))) }
  private mutating func add(_ name: String, _ time: Timestamp?) {
    fields.append((name, time.map { .text($0.iso8601) } ?? .none))
  }

  private mutating func add(_ position: Site.Position?) {
    fields.append(("latitude", position.map { .decimal($0.latitude) } ?? .none))
    fields.append(("longitude", position.map { .decimal($0.longitude) } ?? .none))
  }

  init(_ hazard: ExportedHazard) {
    let summary = hazard.summary
    add("hazard", summary.id.description)
    add("state", summary.state.name)
    add("stage", summary.rectification.state.name)
    add("level", summary.level.name)
    add("grade", summary.grade.name)
    add("site", summary.site)
    add("siteName", summary.siteName)
    add("region", summary.region)
    add("regionName", summary.regionName)
    add("item", summary.item)
    add("itemText", summary.itemText)
    add("category", summary.category)
    let owner = summary.rectification
    add("department", owner.department.isEmpty ? summary.department : owner.department)
    add("owner", owner.owner)
    add("reason", summary.reason)
    add("firstFoundAt", summary.firstFoundAt)
    add("openedAt", summary.openedAt)
    add("lastFoundAt", summary.lastFoundAt)
    add("closedAt", summary.closedAt)
    add("dueAt", owner.dueAt)
    add("originalDueAt", owner.originalDueAt)
    add("sightings", summary.sightings)
    add("recurrences", summary.recurrences)
    add("failuresToAbate", owner.failuresToAbate)
    add("rectifiedBy", owner.rectifiedBy)
    add("riskAcceptedUntil", owner.riskAcceptedUntil)
    add("duplicateOf", owner.original?.description ?? "")
    add("residualGrade", summary.residualGrade?.name ?? "")
    add(hazard.position)
  }

  init(_ site: ExportedSite) {
    add("site", site.site.id)
    add("name", site.site.name)
    add("type", site.site.type)
    add("region", site.site.region)
    add("regionName", site.site.regionName)
    add("owner", site.owner)
    add("colour", site.site.colour?.name ?? "")
    add("hazards", site.site.hazards)
    add("open", site.site.open)
    add("openMajor", site.site.openMajor)
    add(site.position)
  }

  init(_ event: AuditEvent) {
    add("at", event.at)
    add("event", event.event)
    add("hazard", event.hazard.description)
    add("site", event.site)
    add("item", event.item)
    add("person", event.person)
    add("role", event.role)
    add("reason", event.reason)
    fields.append(("evidence", .list(event.evidence)))
    add("owner", event.owner)
    add("department", event.department)
    add("campaign", event.campaign)
    fields.append(("seq", event.seq.map { .number(Int(clamping: $0)) } ?? .none))
    add("refused", event.refusal)
  }

  var csv: String {
    CSVText.line(
      fields.map { field in
        switch field.value {
        case .text(let text): CSVText.defused(text)
        case .number(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .list(let list): CSVText.defused(list.joined(separator: "\n"))
        case .none: ""
        }
      })
  }

  /// A JSON object on one line.
  var json: String {
    let members = fields.map { field in
      let value =
        switch field.value {
        case .text(let text): JSONText.quoted(text)
        case .number(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .list(let list): "[\(list.map(JSONText.quoted).joined(separator: ","))]"
        case .none: "null"
        }
      return "\(JSONText.quoted(field.name)):\(value)"
    }
    return "{\(members.joined(separator: ","))}"
  }
}

/// RFC 4180, with lines that end in a line feed, in UTF-8.
enum CSVText {
  static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  /// A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets hide (OWASP,
  /// CSV Injection). Numbers of our own are no such texts.
  static func defused(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }
}

enum JSONText {
  /// RFC 8259, section 7.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case ..<" ":
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
