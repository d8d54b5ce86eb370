import Foundation
package import Inspection
package import Rectification

/// A form about hazards as it was sent: what it says, and what cannot be used of it.
package struct ActionSubmission: Sendable {
  package var action: RectificationAction
  package var targets: [RectificationCommand.Target]
  /// What was typed, by field.
  package private(set) var values: [String: String] = [:]
  /// What is wrong, by field.
  package var mistakes: [String: Phrase] = [:]
  /// Names the command, so that a form that is sent twice is carried out once.
  package var key: String

  private static let maximumText = 10_000
  private static let maximumEvidence = 100

  private var details = RectificationDetails()
  private var person = ""
  private var role = ""

  /// - Parameter viewer: who sends it; only where nobody has to log in does the form say who acts.
  package init(
    _ action: RectificationAction, on targets: [RectificationCommand.Target], _ fields: FormFields,
    by viewer: Viewer
  ) {
    self.action = action
    self.targets = targets
    key = String(fields["key"].prefix(200))
    for (name, value) in fields.pairs { values[name] = value }
    person = viewer.name ?? fields["person"]
    // Whoever is known acts in the first of the roles that allow it.
    role = viewer.name == nil ? fields["role"] : ""
    if person.isEmpty { mistakes["person"] = .missing }
    for (name, value) in values where value.utf8.count > Self.maximumText { mistakes[name] = .tooLong }
    readDetails(viewer.formats.zone)
    for field in ActionField.fields(of: action) where field.isRequired && fields[field.name].isEmpty {
      mistakes[field.name] = .missing
    }
  }

  /// A form that nobody has filled in.
  package init(
    _ action: RectificationAction, on targets: [RectificationCommand.Target], suggesting viewer: Viewer
  ) {
    self.action = action
    self.targets = targets
    key = Self.newKey
    values = ["person": viewer.suggestedPerson, "role": viewer.suggestedRole]
  }

  package mutating func suggest(_ value: String, for field: String) { values[field] = value }

  package static var newKey: String { "page-" + String(UInt64.random(in: .min ... .max), radix: 36) }

  /// Nil while something is wrong.
  package func command(at now: Timestamp) -> RectificationCommand? {
    guard mistakes.isEmpty else { return nil }
    return RectificationCommand(
      action, targets, at: now, person: person, role: role, reason: values["reason"] ?? "",
      evidence: evidence, details: details, key: key)
  }

  private var evidence: [String] { lines(of: "evidence") }

  private func lines(of name: String) -> [String] {
    (values[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  private mutating func readDetails(_ zone: TimeZone) {
    let known = Set(ActionField.fields(of: action).map(\.name))
    func text(_ name: String) -> String { known.contains(name) ? values[name] ?? "" : "" }
    details.owner = text("owner")
    details.department = text("department")
    details.fixedBy = text("fixedBy")
    details.observation = text("observation")
    details.observedBy = text("observedBy")
    details.until = moment("until", known, zone)
    let due = moment("due", known, zone)
    if evidence.count > Self.maximumEvidence { mistakes["evidence"] = .tooLong }
    if !text("of").isEmpty {
      details.original = HazardID(text("of"))
      if details.original == nil { mistakes["of"] = .notAHazard }
    }
    guard action == .whistle else {
      details.due = due
      return
    }
    if let due { details.calls = lines(of: "departments").map { DepartmentCall(department: $0, due: due) } }
  }

  private mutating func moment(_ name: String, _ known: Set<String>, _ zone: TimeZone) -> Timestamp? {
    guard known.contains(name), let text = values[name], !text.isEmpty else { return nil }
    let moment = DateText.moment(text[...], zone: zone)?.moment
    if moment == nil { mistakes[name] = .notATime }
    return moment
  }

  /// Says at the field what the ledger refused, where it belongs to one.
  ///
  /// - Returns: whether it does.
  package mutating func mark(_ refusal: RectificationRefusal) -> Bool {
    switch refusal.code {
    case .samePerson:
      let field = action == .fixOnTheSpot ? "fixedBy" : action == .rectify ? "observedBy" : "person"
      mistakes[field] = .fourEyes
    case .badTime where details.until != nil: mistakes["until"] = .mustBeLater
    case .badTime where details.due != nil || !details.calls.isEmpty: mistakes["due"] = .mustBeLater
    case .notAllowed where action == .extend: mistakes["due"] = .mustBeLater
    case .notAllowed where action == .checkIn: mistakes["department"] = .notAwaited
    case .incomplete where action == .rectify: mistakes["observedBy"] = .missing
    case .incomplete where action == .markDuplicate: mistakes["of"] = .notAHazard
    default: return false
    }
    return true
  }
}
