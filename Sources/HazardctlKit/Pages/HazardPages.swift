enum HazardPages {
  static func list(_ page: HazardPageReply, _ console: Console) -> String {
    guard !page.items.isEmpty else { return "No hazard matches.\n" }
    var table = Table([
      .text("HAZARD"), .text("LEVEL"), .text("GRADE"), .text("STATE"), .text("SITE", flexible: true),
      .text("REGION", flexible: true), .text("ITEM"), .text("REASON", flexible: true), .number("SEEN"),
      .text("OPENED (UTC)"),
    ])
    for hazard in page.items {
      table.add([
        .init(hazard.id), .init(hazard.level, .level(hazard.level)),
        .init(hazard.grade, .grade(hazard.grade)), .init(hazard.stage, state(hazard)),
        .init(hazard.site.name.isEmpty ? hazard.site.id : hazard.site.name),
        .init(hazard.region.name.isEmpty ? hazard.region.code : hazard.region.name),
        .init(hazard.item.id), .init(hazard.reason), .count(hazard.sightings),
        .init(NumberText.time(hazard.openedAt)),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors) + footer(page)
  }

  static func detail(_ hazard: HazardReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("hazard", hazard.id, .bold)
    facts.add("state", hazard.stage, state(hazard))
    facts.add("level", hazard.level, .level(hazard.level))
    facts.add("grade", hazard.grade, .grade(hazard.grade))
    facts.add("site", "\(hazard.site.name) (\(hazard.site.id))")
    facts.add("region", "\(hazard.region.name) (\(hazard.region.code))")
    facts.add("item", "\(hazard.item.id)  \(hazard.item.text)")
    if let residual = hazard.residualGrade { facts.add("residual grade", residual, .grade(residual)) }
    if let difficulty = hazard.difficulty { facts.add("difficulty", difficulty) }
    if !hazard.category.isEmpty { facts.add("category", hazard.category) }
    if !hazard.department.isEmpty { facts.add("department", hazard.department) }
    facts.add("reason", hazard.reason)
    facts.add("first found", NumberText.time(hazard.firstFoundAt) + " UTC")
    facts.add("opened", NumberText.time(hazard.openedAt) + " UTC")
    facts.add("last found", NumberText.time(hazard.lastFoundAt) + " UTC")
    if hazard.closedAt != nil { facts.add("closed", NumberText.time(hazard.closedAt) + " UTC") }
    facts.add("sightings", NumberText.count(hazard.sightings))
    facts.add("recurrences", NumberText.count(hazard.recurrences))
    if let rectification = hazard.rectification { RectificationPages.add(rectification, to: &facts) }
    var head = facts.rendered(colors: console.colors)
    if let calls = hazard.calls, !calls.isEmpty { head += "\n" + RectificationPages.calls(calls, console) }
    if let timeline = hazard.timeline, !timeline.isEmpty {
      return head + "\n" + RectificationPages.timeline(timeline, console)
    }
    guard let events = hazard.events, !events.isEmpty else { return head }
    var table = Table([
      .text("TIME (UTC)"), .text("EVENT"), .text("CAMPAIGN"), .number("TASK"), .text("PERSON"),
      .text("REASON", flexible: true), .text("EVIDENCE", flexible: true),
    ])
    for event in events {
      table.add([
        .init(NumberText.time(event.at)), .init(event.kind), .init(event.campaign),
        .init(String(event.seq)), .init(event.person), .init(event.reason),
        .init(event.evidence.joined(separator: ", ")),
      ])
    }
    return head + "\n" + table.rendered(width: console.width, colors: console.colors)
  }

  private static func footer(_ page: HazardPageReply) -> String {
    let shown = NumberText.count(page.items.count)
    let total = (page.totalIsExact == false ? "at least " : "") + NumberText.count(page.total)
    guard let next = page.next else {
      return page.items.count == page.total ? "" : "\nThe last \(shown) of \(total).\n"
    }
    return "\n\(shown) of \(total). "
      + "All of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }

  private static func state(_ hazard: HazardReply) -> TextStyle {
    hazard.state == "open" ? .yellow : .green
  }
}

extension HazardReply {
  /// Where its rectification stands; what older aggregators say of it otherwise.
  fileprivate var stage: String { rectification?.state ?? state }
}
