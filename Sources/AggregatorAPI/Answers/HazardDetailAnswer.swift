import Inspection
import Ledger

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

  private enum CodingKeys: String, CodingKey {
    case events, timeline
  }

  var hazard: HazardAnswer
  var events: [Event]
  /// The events together with what was done.
  var timeline: [TimelineAnswer]

  init(_ detail: HazardDetail) {
    hazard = HazardAnswer(detail.summary)
    events = detail.events.map {
      Event(
        kind: $0.kind.name, at: $0.at.iso8601, campaign: $0.campaign, seq: $0.seq, person: $0.person,
        reason: $0.reason, evidence: $0.evidence)
    }
    timeline = TimelineAnswer.timeline(detail)
  }

  /// Flat: a hazard alone and one in a list have the same keys.
  func encode(to encoder: any Encoder) throws {
    try hazard.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(events, forKey: .events)
    try container.encode(timeline, forKey: .timeline)
  }
}
