import Inspection
import Ledger
import Rectification

/// What was found and what was done, the latest first.
struct HazardTimeline {
  var detail: HazardDetail

  private struct Entry {
    var at: Timestamp
    /// Of what happened at the same moment, findings come first.
    var rank: Int
    var html: HTML
  }

  func html(_ viewer: Viewer) -> HTML {
    let found = detail.events.map { Entry(at: $0.at, rank: 0, html: entry($0, viewer)) }
    let done = detail.actions.enumerated().map { Entry(at: $1.at, rank: $0 + 1, html: entry($1, viewer)) }
    let all = (found + done).enumerated().sorted {
      ($0.element.at.milliseconds, $0.element.rank, $0.offset)
        > ($1.element.at.milliseconds, $1.element.rank, $1.offset)
    }
    return "<ol class=\"timeline\">\(all.html { $0.element.html })</ol>"
  }

  private func entry(_ event: HazardEvent, _ viewer: Viewer) -> HTML {
    let title = viewer[event.kind == .found ? .didFind : .didAcceptByRecord]
    let source: HTML = """
      <a href="\(PagePath.path("campaigns", event.campaign))">\(event.campaign)</a> · \(viewer[.task]) \(String(event.seq))
      """
    return item(
      event.kind == .found ? "found" : "accept", title, event.at, person: event.person, role: "",
      reason: viewer.reason(event.reason),
      evidence: event.evidence, [source], viewer)
  }

  private func entry(_ event: RectificationEvent, _ viewer: Viewer) -> HTML {
    item(
      event.action.name, viewer[Phrase(event.action)], event.at, person: event.person, role: event.role,
      reason: event.reason, evidence: event.evidence, details(event, viewer), viewer)
  }

  private func details(_ event: RectificationEvent, _ viewer: Viewer) -> [HTML] {
    let details = event.details
    func named(_ phrase: Phrase, _ value: String) -> HTML? {
      value.isEmpty ? nil : "\(viewer[phrase]): \(value)"
    }
    let owner: Phrase =
      event.action == .takeCharge ? .executive : event.action == .escalate ? .escalatedTo : .owner
    let calls = details.calls.map { call -> HTML? in
      "\(call.department), \(viewer[.deadline]) \(viewer.time(call.due))"
    }
    let given: [HTML?] = [
      named(owner, details.owner), named(.department, details.department), named(.fixedBy, details.fixedBy),
      named(.observation, details.observation), named(.observedBy, details.observedBy),
      details.due.map { "\(viewer[.deadline]): \(viewer.time($0))" },
      details.until.map { "\(viewer[.until]): \(viewer.time($0))" },
      details.original.map { "\(viewer[.duplicateOf]): \(HazardDetailPage.link($0))" },
      named(.region, details.region),
    ]
    return (given + calls).compactMap(\.self)
  }

  private func item(
    _ kind: String, _ title: String, _ at: Timestamp, person: String, role: String, reason: String,
    evidence: [String],
    _ details: [HTML], _ viewer: Viewer
  ) -> HTML {
    let role = role.isEmpty ? "" : " (\(Self.roleNames.contains(role) ? viewer[Phrase(role: role)] : role))"
    let who: HTML = person.isEmpty ? "\(viewer[.theSystem])" : "\(person)\(role)"
    let said: HTML = reason.isEmpty ? .none : "<p>\(reason)</p>"
    let more: HTML = details.isEmpty ? .none : "<p class=\"sub\">\(details.joined(by: " · "))</p>"
    let proof: HTML =
      evidence.isEmpty
      ? .none
      : "<p class=\"evidence\"><span>\(viewer[.evidence])</span> \(evidence.html(Self.reference))</p>"
    return """
      <li class="event \(kind)"><div class="row"><strong>\(title)</strong>\(viewer.time(at))</div>\
      <p class="who">\(who)</p>\(said)\(more)\(proof)</li>

      """
  }

  private static let roleNames: Set<String> = ["viewer", "inspector", "owner", "supervisor", "operator"]

  /// Only what is surely an address of the web becomes a link.
  private static func reference(_ text: String) -> HTML {
    text.hasPrefix("https://") || text.hasPrefix("http://")
      ? "<a href=\"\(text)\" rel=\"noreferrer noopener\"><code>\(text)</code></a> " : "<code>\(text)</code> "
  }
}
