enum RegionPage {
  static func text(_ report: RegionReportReply, _ console: Console) -> String {
    let path = report.lineage.map { SafeText.line($0.name.isEmpty ? $0.code : $0.name) }
    let head =
      path.isEmpty
      ? ""
      : TextStyle.bold.applied(
        to: path.joined(separator: " › "), colors: console.colors) + "\n"
    guard !report.children.isEmpty else {
      return head + "No region \(path.isEmpty ? "so far" : "below")." + "\n"
    }
    var table = Table([
      .text("CODE"), .text("NAME", flexible: true), .text("LEVEL"), .number("SITES"), .number("CHECKS"),
      .number("FAIL"), .number("HAZARDS"), .number("OPEN"), .number("MAJOR OPEN"), .number("RED"),
      .number("ORANGE"), .number("YELLOW"), .number("BLUE"), .number("SETTLED"),
    ])
    for child in report.children {
      let hazards = child.hazards
      table.add([
        .init(child.code), .init(child.name + (child.hasChildren ? " ›" : "")), .init(child.level),
        .count(child.sites), .count(child.checks), .count(child.byOutcome["fail"] ?? 0),
        .count(hazards.total), .count(hazards.open), .alarm(hazards.openMajor, .red),
        .alarm(hazards.byGrade.red, .red), .alarm(hazards.byGrade.orange, .orange),
        .alarm(hazards.byGrade.yellow, .yellow), .alarm(hazards.byGrade.blue, .blue),
        .init(NumberText.percent(hazards.settlementRate)),
      ])
    }
    return head + table.rendered(width: console.width, colors: console.colors)
  }
}
