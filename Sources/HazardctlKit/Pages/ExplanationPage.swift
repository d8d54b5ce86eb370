enum ExplanationPage {
  static func text(_ explanation: ExplanationReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("hazard", "\(explanation.id), \(explanation.state)", .bold)
    for statement in explanation.statements { facts.add(statement.topic, statement.text) }
    var table = Table([
      .text("FOUND (UTC)"), .text("ACCEPTED (UTC)"), .text("CAMPAIGN"), .number("TASK"), .text("LEVEL"),
      .text("GRADE"), .text("RAISED BY"), .text("CHECKLIST"), .text("COUNTS"),
      .text("REASON", flexible: true),
    ])
    for finding in explanation.findings {
      table.add([
        .init(NumberText.time(finding.at)), .init(NumberText.time(finding.acceptedAt)),
        .init(finding.campaign), .init(String(finding.seq)), .init(finding.level, .level(finding.level)),
        .init(finding.grade, .grade(finding.grade)), .init(finding.combination ?? "–"),
        .init(finding.checklistVersion), .init(finding.counts ? "yes" : "no"), .init(finding.reason),
      ])
    }
    return facts.rendered(colors: console.colors) + "\n"
      + table.rendered(width: console.width, colors: console.colors)
  }
}
