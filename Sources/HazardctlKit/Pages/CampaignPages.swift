enum CampaignPages {
  static func list(_ reply: ListReply<CampaignReply>, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No campaign so far.\n" }
    var table = Table([
      .text("CAMPAIGN"), .text("TITLE", flexible: true), .text("PHASE"), .number("PROGRESS"),
      .number("TASKS"), .number("DEAD"), .number("CHECKS"), .number("FAIL"), .number("COVERAGE"),
      .text("OPENED (UTC)"),
    ])
    for campaign in reply.items {
      table.add([
        .init(campaign.id), .init(campaign.title), .init(campaign.phase, style(campaign)),
        .init(NumberText.percent(campaign.progress)), .count(campaign.tasks.total),
        .alarm(campaign.tasks.dead, .red), .count(campaign.checks.total),
        .count(campaign.checks.byOutcome["fail"] ?? 0), .init(NumberText.percent(campaign.coverage)),
        .init(NumberText.time(campaign.openedAt)),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func detail(_ campaign: CampaignReply, _ console: Console) -> String {
    let tasks = campaign.tasks
    var facts = FactList()
    facts.add("campaign", campaign.id, .bold)
    facts.add("title", campaign.title)
    facts.add("checklist", "\(campaign.checklist) \(campaign.checklistVersion)")
    facts.add("phase", campaign.phase, style(campaign))
    facts.add("opened", NumberText.time(campaign.openedAt) + " UTC")
    if campaign.cancelledAt != nil { facts.add("cancelled", cancellation(campaign), .red) }
    if campaign.completedAt != nil { facts.add("completed", NumberText.time(campaign.completedAt) + " UTC") }
    if let dueAt = campaign.dueAt {
      let late = campaign.lateInspections ?? 0
      facts.add(
        "due", "\(NumberText.time(dueAt)) UTC, \(NumberText.count(late)) inspections late",
        late == 0 ? .plain : .yellow)
    }
    facts.add("sites", NumberText.count(campaign.sites))
    facts.add(
      "progress",
      "\(NumberText.percent(campaign.progress)) (\(NumberText.count(tasks.ended)) of "
        + "\(NumberText.count(tasks.total)) tasks)")
    facts.add("tasks", TaskText.list(tasks), tasks.dead == 0 ? .plain : .red)
    if campaign.lateResults > 0 {
      facts.add("late results", "\(NumberText.count(campaign.lateResults)) of cancelled tasks, not counted")
    }
    facts.add(
      "checks", "\(NumberText.count(campaign.checks.done)) of \(NumberText.count(campaign.checks.total))")
    facts.add("outcomes", OutcomeText.list(campaign.checks.byOutcome))
    facts.add("coverage", RateText.full(campaign.coverage))
    let head = facts.rendered(colors: console.colors)
    guard let sections = campaign.sections, !sections.isEmpty else { return head }
    var table = Table([
      .text("SECTION"), .text("TITLE", flexible: true), .number("CHECKS"), .number("PASS"),
      .number("FAIL"), .number("OTHER"),
    ])
    for section in sections {
      table.add([
        .init(section.id), .init(section.title), .count(section.checks),
        .count(section.byOutcome["pass"] ?? 0), .alarm(section.byOutcome["fail"] ?? 0, .red),
        .count(OutcomeText.other(section.byOutcome)),
      ])
    }
    return head + "\n" + table.rendered(width: console.width, colors: console.colors)
  }

  /// `2026-07-01 08:00 UTC by Li: flooded`
  private static func cancellation(_ campaign: CampaignReply) -> String {
    let person = campaign.cancelledBy.flatMap { $0.isEmpty ? nil : " by \($0)" } ?? ""
    let reason = campaign.cancelReason.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
    return "\(NumberText.time(campaign.cancelledAt)) UTC\(person)\(reason)"
  }

  private static func style(_ campaign: CampaignReply) -> TextStyle {
    campaign.isComplete ? .green : campaign.cancelledAt != nil ? .red : .yellow
  }
}
