enum SitePage {
  static func text(_ page: SitePageReply, _ console: Console) -> String {
    guard !page.items.isEmpty else { return "No site matches.\n" }
    var table = Table([
      .text("SITE"), .text("NAME", flexible: true), .text("TYPE"), .text("REGION", flexible: true),
      .text("COLOUR"), .number("HAZARDS"), .number("OPEN"), .number("MAJOR OPEN"),
    ])
    for site in page.items {
      table.add([
        .init(site.id), .init(site.name), .init(site.type),
        .init(site.region.name.isEmpty ? site.region.code : site.region.name),
        .init(site.colour ?? "–", .grade(site.colour ?? "")), .count(site.hazards), .count(site.open),
        .alarm(site.openMajor, .red),
      ])
    }
    let text = table.rendered(width: console.width, colors: console.colors)
    guard let next = page.next else { return text }
    return text + "\n\(NumberText.count(page.items.count)) of \(NumberText.count(page.total)). "
      + "All of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }
}
