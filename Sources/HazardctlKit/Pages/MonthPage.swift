enum MonthPage {
  static func text(_ reply: ListReply<MonthReply>, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No finding so far.\n" }
    var table = Table([.text("MONTH"), .number("FOUND"), .number("ACCEPTED"), .number("RATE")])
    for month in reply.items {
      table.add([
        .init(month.month), .count(month.found), .count(month.accepted),
        .init(NumberText.percent(month.acceptedRate)),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }
}
