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
    facts.add("version", NumberText.count(rectification.version))
    facts.add(
      "allowed now", rectification.allowed.isEmpty ? "nothing" : rectification.allowed.joined(separator: ", ")
    )
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
      ("observed by", details.observedBy),
    ]
    return parts.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
  }
}
