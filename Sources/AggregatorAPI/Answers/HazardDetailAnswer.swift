import Inspection
import Ledger
import Rectification

/// A hazard with everything that happened to it.
struct HazardDetailAnswer: Encodable {
  struct Event: Encodable {
    var kind: String
    var at: String
    var campaign: String
    var seq: UInt64
    var person: String
    var reason: String
    var evidence: [String]
  }

  /// A department that was called, and its clock.
  struct Call: Encodable {
    var department: String
    var due: String
    var checkedInAt: Nullable<String>
    var person: String
    var late: Bool
  }

  private enum CodingKeys: String, CodingKey {
    case events, timeline, calls
  }

  var hazard: HazardAnswer
  var events: [Event]
  /// The events together with what was done.
  var timeline: [TimelineAnswer]
  var calls: [Call]

  init(_ detail: HazardDetail) {
    hazard = HazardAnswer(detail.summary)
    events = detail.events.map {
      Event(
        kind: $0.kind.name, at: $0.at.iso8601, campaign: $0.campaign, seq: $0.seq, person: $0.person,
        reason: $0.reason, evidence: $0.evidence)
    }
    timeline = TimelineAnswer.timeline(detail)
    let now = Timestamp.now
    calls = detail.calls.map {
      Call(
        department: $0.department, due: $0.due.iso8601, checkedInAt: Nullable($0.checkedInAt?.iso8601),
        person: $0.person, late: $0.isLate(at: now))
    }
  }

  /// Flat: a hazard alone and one in a list have the same keys.
  func encode(to encoder: any Encoder) throws {
    try hazard.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(events, forKey: .events)
    try container.encode(timeline, forKey: .timeline)
    try container.encode(calls, forKey: .calls)
  }
}
