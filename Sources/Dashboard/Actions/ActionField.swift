package import Rectification

/// One thing that a form about a hazard asks.
package struct ActionField: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case line
    case text
    /// A moment, in the zone of the pages.
    case moment
  }

  /// As the form and the API have it.
  package var name: String
  package var label: Phrase
  package var kind: Kind
  package var isRequired: Bool
  package var hint: Phrase?

  init(_ name: String, _ label: Phrase, _ kind: Kind = .line, required: Bool = true, hint: Phrase? = nil) {
    self.name = name
    self.label = label
    self.kind = kind
    isRequired = required
    self.hint = hint
  }

  /// What an action asks, in the order in which it is asked.
  package static func fields(of action: RectificationAction) -> [ActionField] {
    special(action) + [
      ActionField("reason", action.needsReason ? .reason : .remark, .text, required: action.needsReason)
    ]
  }

  private static func special(_ action: RectificationAction) -> [ActionField] {
    switch action {
    case .assign:
      [
        ActionField("owner", .owner), ActionField("department", .department, required: false),
        ActionField("due", .deadline, .moment, required: false),
      ]
    case .handOff: [ActionField("owner", .owner), ActionField("department", .department, required: false)]
    case .takeCharge: [ActionField("owner", .executive)]
    case .rectify:
      [
        evidence, ActionField("observation", .observation, required: false, hint: .observationHint),
        ActionField("observedBy", .observedBy, required: false, hint: .observedByHint),
      ]
    case .fixOnTheSpot: [evidence, ActionField("fixedBy", .fixedBy, hint: .fixedByHint)]
    case .acceptRisk: [ActionField("until", .until, .moment)]
    case .markDuplicate: [ActionField("of", .duplicateOf, hint: .duplicateHint)]
    case .extend: [ActionField("due", .newDeadline, .moment)]
    case .whistle:
      [
        ActionField("departments", .departments, .text, hint: .departmentsHint),
        ActionField("due", .checkInBy, .moment),
      ]
    case .checkIn: [ActionField("department", .department)]
    default: []
    }
  }

  private static var evidence: ActionField {
    ActionField("evidence", .evidence, .text, hint: .evidenceHint)
  }
}
