enum AccidentPages {
  static func detail(_ accident: AccidentReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("accident", accident.id, .bold)
    facts.add("occurred", NumberText.time(accident.occurredAt) + " UTC")
    facts.add("region", "\(accident.region.name) (\(accident.region.code))")
    if !accident.kind.isEmpty { facts.add("kind", accident.kind) }
    facts.add("deaths", NumberText.count(accident.deaths), accident.deaths > 0 ? .red : .plain)
    facts.add("injuries", NumberText.count(accident.injuries))
    if !accident.description.isEmpty { facts.add("description", accident.description) }
    if let hazard = accident.hazard { facts.add("hazard", hazard) }
    if accident.withdrawn { facts.add("withdrawn", "yes: there was none", .yellow) }
    var table = Table([
      .text("SAID (UTC)"), .text("ACT"), .text("PERSON"), .number("DEATHS"), .number("INJURIES"),
      .text("OCCURRED (UTC)"), .text("REGION"), .text("REASON", flexible: true),
    ])
    for version in accident.history {
      let person = version.role.isEmpty ? version.person : "\(version.person) (\(version.role))"
      table.add([
        .init(NumberText.time(version.at)), .init(version.act), .init(person), .count(version.deaths),
        .count(version.injuries), .init(NumberText.time(version.occurredAt)), .init(version.region),
        .init(version.reason),
      ])
    }
    let note = accident.repeated == true ? "This had been done before; nothing was done now.\n" : ""
    return note + facts.rendered(colors: console.colors) + "\n"
      + table.rendered(width: console.width, colors: console.colors)
  }

  static func list(_ reply: ListReply<AccidentReply>, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No accident matches.\n" }
    var table = Table([
      .text("ACCIDENT"), .text("OCCURRED (UTC)"), .text("REGION", flexible: true), .text("KIND"),
      .number("DEATHS"), .number("INJURIES"), .text("HAZARD"), .text("DESCRIPTION", flexible: true),
    ])
    for accident in reply.items {
      table.add([
        .init(accident.id, accident.withdrawn ? .dim : .plain), .init(NumberText.time(accident.occurredAt)),
        .init(accident.region.name.isEmpty ? accident.region.code : accident.region.name),
        .init(accident.kind), .alarm(accident.deaths, .red), .alarm(accident.injuries, .orange),
        .init(accident.hazard ?? ""),
        .init(accident.withdrawn ? "withdrawn: \(accident.description)" : accident.description),
      ])
    }
    return table.rendered(width: console.width, colors: console.colors)
  }

  static func series(_ reply: AccidentSeriesReply, _ console: Console) -> String {
    var table = Table([
      .text("PERIOD"), .number("ACCIDENTS"), .number("DEATHS"), .number("INJURIES"),
      .number("HAZARDS FOUND"), .number("CLOSED"),
    ])
    for period in reply.items + [reply.total] {
      table.add([
        .init(period.period), .count(period.accidents), .alarm(period.deaths, .red),
        .alarm(period.injuries, .orange), .count(period.found), .count(period.closed),
      ])
    }
    let text = table.rendered(width: console.width, colors: console.colors)
    guard let baseline = reply.baseline else { return text + "\n\(SafeText.line(reply.rule))\n" }
    var changes = Table([.text(""), .number("BASELINE"), .number("NOW"), .number("CHANGE"), .number("")])
    for (name, change) in [
      ("accidents", baseline.accidents), ("deaths", baseline.deaths), ("injuries", baseline.injuries),
      ("hazards closed", baseline.closed),
    ] {
      let sign = change.change > 0 ? "+" : ""
      let percent = change.ratio.map { "\($0 > 0 ? "+" : $0 < 0 ? "-" : "")\(NumberText.percent(abs($0)))" }
      changes.add([
        .init(name), .count(change.baseline), .count(change.now),
        .init(sign + NumberText.count(change.change)), .init(percent ?? "–"),
      ])
    }
    return text + "\n" + changes.rendered(width: console.width, colors: console.colors)
      + "\n\(SafeText.line(reply.rule))\n"
  }
}

enum NetworkPage {
  static func text(_ reply: NetworkReply, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "Nobody.\n" }
    var table = Table(
      [.text(reply.by.uppercased(), flexible: true)] + reply.columns.map { .number(title($0.name)) })
    for item in reply.items {
      table.add(
        [.init(item.name.isEmpty ? "(nobody)" : item.name, item.name.isEmpty ? .dim : .plain)]
          + reply.columns.map { .count(item.counts[$0.name] ?? 0) })
    }
    var rules = FactList()
    for column in reply.columns { rules.add(title(column.name), column.rule) }
    return table.rendered(width: console.width, colors: console.colors) + "\n"
      + rules.rendered(colors: console.colors)
  }

  /// `checkedIn` as `CHECKED IN`.
  private static func title(_ name: String) -> String {
    var title = ""
    for letter in name {
      if letter.isUppercase { title += " " }
      title += letter.uppercased()
    }
    return title
  }
}
