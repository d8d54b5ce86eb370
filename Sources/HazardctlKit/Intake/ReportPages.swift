enum ReportPages {
  static func detail(_ report: ReportReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("report", report.id, .bold)
    facts.add("state", report.reason.isEmpty ? report.state : "\(report.state): \(report.reason)")
    facts.add("about", "\(report.service.code)  \(report.service.text)")
    let off = report.distance.map { ", \(metres($0)) from the point" } ?? ""
    facts.add("site", "\(report.site.name) (\(report.site.id))\(off)")
    facts.add("region", "\(report.region.name) (\(report.region.code))")
    facts.add("seen", NumberText.time(report.at) + " UTC")
    facts.add("description", report.description)
    if !report.person.isEmpty { facts.add("reported by", report.person) }
    if report.instant { facts.add("instant report", "yes, relayed upward", .green) }
    if let hazard = report.hazard {
      facts.add("hazard", "\(hazard.id), \(hazard.rectification?.state ?? hazard.state)", .bold)
    }
    let note = report.repeated == true ? "This had been reported before; nothing was done now.\n" : ""
    let text = note + facts.rendered(colors: console.colors)
    guard let near = report.near, !near.isEmpty else { return text }
    return text + "\nOpen nearby, of the same kind; it may be the same:\n" + table(near, console)
  }

  static func list(_ reply: ListReply<ReportReply>, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No report matches.\n" }
    var table = Table([
      .text("REPORT"), .text("STATUS"), .text("STATE"), .text("SEEN (UTC)"), .text("ABOUT"),
      .text("SITE", flexible: true), .text("DESCRIPTION", flexible: true), .text("BY", flexible: true),
      .text("HAZARD"),
    ])
    for report in reply.items {
      table.add([
        .init(report.id), .init(report.status, report.status == "open" ? .yellow : .green),
        .init(report.state), .init(NumberText.time(report.at)), .init(report.service.code),
        .init(report.site.name.isEmpty ? report.site.id : report.site.name), .init(report.description),
        .init(report.person), .init(report.hazard?.id ?? ""),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func services(_ reply: ListReply<ReportReply.Service>, _ console: Console) -> String {
    guard !reply.items.isEmpty else {
      return "Nothing can be reported before a campaign brought a checklist.\n"
    }
    var table = Table([
      .text("SERVICE"), .text("SECTION", flexible: true), .text("CATEGORY"), .text("TEXT", flexible: true),
      .text("REQUIRED", flexible: true), .text("OBSERVATION"),
    ])
    for service in reply.items {
      table.add([
        .init(service.code), .init(service.section), .init(service.category), .init(service.text),
        .init(service.requirement), .init(service.needsObservation ? "needed" : ""),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func near(_ reply: ListReply<ReportReply.Near>, of id: String, _ console: Console) -> String {
    guard let first = reply.items.first else { return "No other hazard of its kind is open nearby.\n" }
    return table(reply.items, console)
      + "\nTo merge two: hazardctl duplicate \(SafeText.line(id)) --of \(SafeText.line(first.hazard.id)) --reason TEXT\n"
  }

  private static func table(_ near: [ReportReply.Near], _ console: Console) -> String {
    var table = Table([
      .number("METRES"), .text("HAZARD"), .text("STATE"), .text("LEVEL"), .text("SITE", flexible: true),
      .text("ITEM"), .text("REASON", flexible: true), .text("OPENED (UTC)"),
    ])
    for near in near {
      let hazard = near.hazard
      table.add([
        .init(metres(near.distance, unit: "")), .init(hazard.id),
        .init(hazard.rectification?.state ?? hazard.state), .init(hazard.level, .level(hazard.level)),
        .init(hazard.site.name.isEmpty ? hazard.site.id : hazard.site.name), .init(hazard.item.id),
        .init(hazard.reason), .init(NumberText.time(hazard.openedAt)),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  private static func metres(_ distance: Double, unit: String = " m") -> String {
    NumberText.count(Int(max(0, min(distance, 1e9)).rounded())) + unit
  }
}
