enum CheckErrorPage {
  static func text(_ page: CheckErrorReply, _ console: Console) -> String {
    guard !page.items.isEmpty else { return "No check has an error with a reason.\n" }
    var table = Table([
      .number("TASK"), .text("SITE", flexible: true), .text("ITEM"), .text("OUTCOME"),
      .text("REASON", flexible: true),
    ])
    for check in page.items {
      table.add([
        .init(String(check.seq)), .init(check.site.name.isEmpty ? check.site.id : check.site.name),
        .init(check.item.id), .init(check.outcome, .red), .init(check.reason),
      ])
    }
    let text = table.rendered(width: console.width, colors: console.colors)
    guard let next = page.next else { return text }
    return text + "\n\(NumberText.count(page.items.count)) of \(NumberText.count(page.total)). "
      + "All of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }
}
