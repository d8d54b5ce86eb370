enum CertificatePage {
  static func text(_ page: CertificatePageReply, _ console: Console) -> String {
    guard !page.items.isEmpty else { return "No site that was inspected matches.\n" }
    var table = Table([
      .text("SITE"), .text("NAME", flexible: true), .text("REGION"), .text("CERTIFICATE"),
      .text("GRANTED (UTC)"), .text("REVOKED (UTC)"), .text("BY HAZARD"), .number("OPEN"),
    ])
    for item in page.items {
      table.add([
        .init(item.site), .init(item.siteName), .init(item.region),
        .init(item.status, item.status == "granted" ? .green : .yellow),
        .init(item.grantedAt.map { NumberText.time($0) } ?? ""),
        .init(item.revokedAt.map { NumberText.time($0) } ?? ""), .init(item.revokedBy ?? ""),
        .count(item.open),
      ])
    }
    let text = table.rendered(width: console.width, colors: console.colors)
    guard let next = page.next else { return text }
    return text + "\nAll of them: --all. The next ones: --cursor \(SafeText.line(next))\n"
  }
}
