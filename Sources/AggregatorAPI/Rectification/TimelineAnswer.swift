import Inspection
import Ledger
import Rectification

/// Something that happened to a hazard: found, accepted by the record, or done about it.
struct TimelineAnswer: Encodable {
  var event: String
  var at: String
  var person: String
  var role: String
  var reason: String
  var evidence: [String]
  /// Of what was found or accepted by the record.
  var campaign: Nullable<String>
  var seq: Nullable<UInt64>
  /// Of what was done.
  var details: Details?

  struct Details: Encodable {
    var owner: String?
    var department: String?
    var until: String?
    var of: String?
    var fixedBy: String?
    var observation: String?
    var observedBy: String?
    var due: String?
    var region: String?
    var departments: [Call]?
  }

  struct Call: Encodable {
    var department: String
    var due: String
  }

  /// In the order of the times; what was found at the moment of an action comes before it.
  static func timeline(_ detail: HazardDetail) -> [TimelineAnswer] {
    let found = detail.events.map { (at: $0.at, rank: 0, answer: TimelineAnswer($0)) }
    let done = detail.actions.enumerated().map { (at: $1.at, rank: $0 + 1, answer: TimelineAnswer($1)) }
    return (found + done).enumerated().sorted {
      ($0.element.at.milliseconds, $0.element.rank, $0.offset)
        < ($1.element.at.milliseconds, $1.element.rank, $1.offset)
    }.map(\.element.answer)
  }

  init(_ event: HazardEvent) {
    self.event = event.kind.name
    at = event.at.iso8601
    person = event.person
    role = ""
    reason = event.reason
    evidence = event.evidence
    campaign = Nullable(event.campaign)
    seq = Nullable(event.seq)
  }

  init(_ done: RectificationEvent) {
    event = done.action.name
    at = done.at.iso8601
    person = done.person
    role = done.role
    reason = done.reason
    evidence = done.evidence
    campaign = Nullable(nil)
    seq = Nullable(nil)
    details = Details(done.details)
  }
}

extension TimelineAnswer.Details {
  /// Nil where there is nothing to say.
  fileprivate init?(_ details: RectificationDetails) {
    guard details != RectificationDetails() else { return nil }
    func given(_ text: String) -> String? { text.isEmpty ? nil : text }
    owner = given(details.owner)
    department = given(details.department)
    until = details.until?.iso8601
    of = details.original?.description
    fixedBy = given(details.fixedBy)
    observation = given(details.observation)
    observedBy = given(details.observedBy)
    due = details.due?.iso8601
    region = given(details.region)
    departments =
      details.calls.isEmpty
      ? nil : details.calls.map { TimelineAnswer.Call(department: $0.department, due: $0.due.iso8601) }
  }
}
