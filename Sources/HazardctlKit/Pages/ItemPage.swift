enum ItemPage {
  static func text(_ reply: ListReply<ItemReply>, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No check so far.\n" }
    var table = Table([
      .text("CHECKLIST"), .text("ITEM"), .text("TEXT", flexible: true), .number("CHECKS"),
      .number("PASS"), .number("FAIL"), .number("OTHER"), .number("FAIL RATE"), .number("HAZARDS"),
    ])
    for item in reply.items {
      table.add([
        .init(item.checklist), .init(item.item), .init(item.text), .count(item.checks),
        .count(item.byOutcome["pass"] ?? 0), .alarm(item.byOutcome["fail"] ?? 0, .red),
        .count(OutcomeText.other(item.byOutcome)), .init(NumberText.percent(item.failRate)),
        .count(item.hazards),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }
}
