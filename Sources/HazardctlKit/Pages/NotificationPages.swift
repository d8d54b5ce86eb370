enum NotificationPages {
  static func list(_ page: NotificationPageReply, _ console: Console) -> String {
    guard !page.items.isEmpty else { return "No notification waits, and none is dead.\n" }
    var table = Table([
      .number("ID"), .text("SUBSCRIPTION"), .text("STATE"), .text("EVENT"), .text("HAZARD"),
      .text("CREATED (UTC)"), .number("ATTEMPTS"), .text("NEXT (UTC)"), .text("ERROR", flexible: true),
    ])
    for notification in page.items {
      table.add([
        .init(String(notification.id)), .init(notification.subscription),
        .init(notification.state, notification.state == "dead" ? .red : .yellow), .init(notification.type),
        .init(notification.hazard), .init(NumberText.time(notification.createdAt)),
        .count(notification.attempts), .init(NumberText.time(notification.nextAt)), .init(notification.error),
      ])
    }
    let text = table.rendered(width: console.width, colors: console.colors)
    guard let next = page.next else { return text }
    return text + "\n\(NumberText.count(page.items.count)) of \(NumberText.count(page.total)). "
      + "All of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }

  static func redelivered(_ reply: RedeliveryReply, _ console: Console) -> String {
    reply.redelivered == 0
      ? "No notification is dead.\n"
      : "\(NumberText.count(reply.redelivered)) notification\(reply.redelivered == 1 ? " is" : "s are") tried again.\n"
  }
}
