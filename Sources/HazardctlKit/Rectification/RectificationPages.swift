enum RectificationPages {
  static func add(_ rectification: RectificationReply, to facts: inout FactList) {
    if !rectification.owner.isEmpty {
      let department = rectification.department.isEmpty ? "" : " (\(rectification.department))"
      facts.add("owner", rectification.owner + department)
    }
    if !rectification.rectifiedBy.isEmpty { facts.add("rectified by", rectification.rectifiedBy) }
    if let until = rectification.riskAcceptedUntil {
      facts.add("risk accepted", "until \(NumberText.time(until)) UTC")
    }
    if let original = rectification.duplicateOf { facts.add("duplicate of", original) }
    if rectification.failuresToAbate > 0 {
      facts.add("failures to abate", NumberText.count(rectification.failuresToAbate), .red)
    }
    addDeadline(rectification, to: &facts)
    facts.add("version", NumberText.count(rectification.version))
    facts.add(
      "allowed now", rectification.allowed.isEmpty ? "nothing" : rectification.allowed.joined(separator: ", ")
    )
  }

  private static func addDeadline(_ rectification: RectificationReply, to facts: inout FactList) {
    if let due = rectification.dueAt {
      let first = rectification.originalDueAt
      let extended = first == due ? "" : first.map { ", first \(NumberText.time($0))" } ?? ""
      facts.add(
        "due", "\(NumberText.time(due)) UTC\(rectification.overdue ? ", overdue" : "")\(extended)",
        rectification.overdue ? .red : .plain)
    }
    if rectification.escalations > 0 {
      let told = rectification.escalatedTo.isEmpty ? "nobody" : rectification.escalatedTo
      facts.add("escalated", "\(rectification.escalations) times, last to \(told)", .red)
    }
    if !rectification.executive.isEmpty { facts.add("in charge", rectification.executive) }
    if rectification.greenChannel { facts.add("green channel", "yes", .green) }
    if let since = rectification.supervisedSince {
      facts.add("listed supervision", "since \(NumberText.time(since)) UTC", .red)
    }
  }

  static func calls(_ calls: [HazardReply.Call], _ console: Console) -> String {
    var table = Table([
      .text("CALLED"), .text("DUE (UTC)"), .text("CHECKED IN (UTC)"), .text("PERSON"), .text(""),
    ])
    for call in calls {
      table.add([
        .init(call.department), .init(NumberText.time(call.due)),
        .init(call.checkedInAt.map { NumberText.time($0) } ?? ""), .init(call.person),
        .init(call.late ? "late" : "", call.late ? .red : .plain),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func timeline(_ events: [TimelineReply], _ console: Console) -> String {
    var table = Table([
      .text("TIME (UTC)"), .text("EVENT"), .text("PERSON"), .text("FROM", flexible: true),
      .text("DETAILS", flexible: true), .text("REASON", flexible: true), .text("EVIDENCE", flexible: true),
    ])
    for event in events {
      table.add([
        .init(NumberText.time(event.at)), .init(event.event), .init(person(event)), .init(origin(event)),
        .init(details(event.details)), .init(event.reason), .init(event.evidence.joined(separator: ", ")),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func report(_ reply: CommandReply, _ console: Console) -> String {
    var table = Table([
      .text("HAZARD"), .text("STATE"), .number("VERSION"), .text("ALLOWED NOW", flexible: true),
    ])
    for line in reply.hazards {
      table.add([
        .init(line.id), .init(line.state ?? ""), .init(line.version.map(String.init) ?? ""),
        .init(line.allowed.joined(separator: ", ")),
      ])
    }
    let note = reply.repeated ? "This had been done before; nothing was done now.\n" : ""
    return note + table.rendered(width: console.width, colors: console.colors)
  }

  private static func person(_ event: TimelineReply) -> String {
    event.role.isEmpty || event.person.isEmpty ? event.person : "\(event.person) (\(event.role))"
  }

  private static func origin(_ event: TimelineReply) -> String {
    guard let campaign = event.campaign else { return "" }
    return event.seq.map { "\(campaign)/\($0)" } ?? campaign
  }

  private static func details(_ details: TimelineReply.Details?) -> String {
    guard let details else { return "" }
    let parts: [(String, String?)] = [
      ("to", details.owner), ("department", details.department),
      ("until", details.until.map { NumberText.time($0) }), ("of", details.of),
      ("fixed by", details.fixedBy), ("observed", details.observation),
      ("observed by", details.observedBy), ("due", details.due.map { NumberText.time($0) }),
      ("region", details.region),
      (
        "called",
        details.departments.map { calls in
          calls.map { "\($0.department) by \(NumberText.time($0.due))" }.joined(separator: ", ")
        }
      ),
    ]
    return parts.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
  }
}
