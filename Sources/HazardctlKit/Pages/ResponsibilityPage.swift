enum ResponsibilityPage {
  /// - Parameter hazard: whose owner may be another one than the policy names now.
  static func text(_ reply: ResponsibilityReply, of hazard: HazardReply, _ console: Console) -> String {
    var facts = FactList()
    let isOpen = hazard.state == "open"
    if let owner = hazard.rectification?.owner, !owner.isEmpty, owner != reply.owner {
      facts.add("given to", "\(owner); the policy as it stands would name the owner below")
    }
    facts.add(
      "policy",
      "\(reply.policy.title) (\(reply.policy.id)), published \(NumberText.time(reply.policy.publishedAt)) UTC by "
        + reply.policy.publishedBy)
    facts.add("duty", reply.duty.map { "row \($0.row): \($0.says)" } ?? "no row fits")
    facts.add("department", reply.department.isEmpty ? "none" : reply.department)
    facts.add("owner", reply.owner.isEmpty ? "nobody is there" : reply.owner, .bold)
    facts.add("deadline", reply.deadline.map { "row \($0.row): \($0.says)" } ?? "no row fits")
    return facts.rendered(colors: console.colors) + "\n" + chain(reply, isOpen: isOpen, console)
      + ahead(reply, console)
  }

  /// - Parameter isOpen: nobody answers any more for what is closed.
  private static func chain(_ reply: ResponsibilityReply, isOpen: Bool, _ console: Console) -> String {
    guard !reply.chain.isEmpty else { return "" }
    var table = Table([.text("ASKED"), .text("PERSON"), .text("REGION"), .text("")])
    for link in reply.chain {
      let answers = link.answers && isOpen
      let note = link.awayThrough.map { "away through \($0)" } ?? (answers ? "answers" : "")
      table.add([
        .init(link.role), .init(link.person), .init(link.region ?? ""),
        .init(note, answers ? .green : .plain),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  private static func ahead(_ reply: ResponsibilityReply, _ console: Console) -> String {
    guard !reply.ahead.isEmpty else { return "" }
    var table = Table([
      .text("AHEAD (UTC)"), .text("EVENT"), .text("TOLD"), .text("REASON", flexible: true),
    ])
    for step in reply.ahead {
      table.add([.init(NumberText.time(step.at)), .init(step.event), .init(step.told), .init(step.reason)])
    }
    return "\n" + table.rendered(width: console.width, colors: console.colors)
  }
}
