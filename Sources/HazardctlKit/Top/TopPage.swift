/// A fleet at work, for a terminal.
enum TopPage {
  static func text(_ fleet: FleetPicture, _ console: Console) -> String {
    let tables = [workers(fleet), lanes(fleet), campaigns(fleet)].compactMap(\.self)
    return head(fleet, console.colors)
      + tables.map { "\n" + $0.rendered(width: console.width, colors: console.colors) }.joined()
      + notes(fleet)
  }

  private static func head(_ fleet: FleetPicture, _ colors: Bool) -> String {
    var facts = FactList()
    facts.add("time", "\(NumberText.time(fleet.at)):\(fleet.at.dropFirst(17).prefix(2)) UTC", .bold)
    let ready = fleet.workers.count { $0.state == .ready }
    if !fleet.workers.isEmpty {
      var text = "\(ready) of \(fleet.workers.count) ready, \(pace(fleet.tasksPerSecond)) tasks/s"
      if let waiting = fleet.waiting { text += ", \(NumberText.count(waiting)) waiting" }
      facts.add("workers", text, ready == fleet.workers.count ? .green : .red)
    }
    var text = "\(fleet.ledger.state.rawValue), \(pace(fleet.ledger.resultsPerSecond)) results/s"
    if let waiting = fleet.ledger.waiting { text += ", \(NumberText.count(waiting)) waiting" }
    if fleet.ledger.rejected > 0 { text += ", \(NumberText.count(fleet.ledger.rejected)) rejected" }
    facts.add("ledger", ([text] + fleet.ledger.reasons).joined(separator: "; "), style(fleet.ledger.state))
    let ended = fleet.campaignsEnded
    facts.add(
      "campaigns", "\(NumberText.count(fleet.campaigns.count)) here, \(NumberText.count(ended)) have ended")
    return facts.rendered(colors: colors)
  }

  private static func workers(_ fleet: FleetPicture) -> Table? {
    guard !fleet.workers.isEmpty else { return nil }
    var table = Table([
      .text("WORKER"), .text("STATE"), .number("TASKS/S"), .number("FINISHED"), .number("RETRIED"),
      .number("DEAD"), .text("WAITS FOR", flexible: true),
    ])
    for worker in fleet.workers {
      table.add([
        .init(worker.address), .init(worker.state.rawValue, style(worker.state)),
        .init(pace(worker.tasksPerSecond)), .count(worker.tasksEnded), .alarm(worker.retried, .yellow),
        .alarm(worker.deadLetters, .red), .init(worker.reasons.joined(separator: "; ")),
      ])
    }
    return table
  }

  private static func lanes(_ fleet: FleetPicture) -> Table? {
    guard !fleet.lanes.isEmpty else { return nil }
    var table = Table([
      .text("LANE", flexible: true), .number("WAITING"), .number("TASKS/S"), .number("DONE IN"),
    ])
    for lane in fleet.lanes {
      table.add([
        .init(lane.topic), .init(lane.waiting.map(NumberText.count) ?? "–"), .init(pace(lane.tasksPerSecond)),
        .init(lane.waiting == nil ? "–" : left(lane.secondsLeft)),
      ])
    }
    return table
  }

  private static func campaigns(_ fleet: FleetPicture) -> Table? {
    guard !fleet.campaigns.isEmpty else { return nil }
    var table = Table([
      .text("CAMPAIGN"), .text("TITLE", flexible: true), .text("PHASE"), .number("PROGRESS"),
      .number("MISSING"), .number("DEAD"), .number("TASKS/S"), .number("DONE IN"),
    ])
    for campaign in fleet.campaigns {
      table.add([
        .init(campaign.id), .init(campaign.title), .init(campaign.phase),
        .init(NumberText.percent(campaign.progress)), .count(campaign.missing), .alarm(campaign.dead, .red),
        .init(pace(campaign.tasksPerSecond)), .init(left(campaign.secondsLeft)),
      ])
    }
    return table
  }

  private static func notes(_ fleet: FleetPicture) -> String {
    if fleet.workers.isEmpty {
      return "\nWorkers are not shown: name their status addresses with --workers or HAZARDCTL_WORKERS.\n"
    }
    let isMeasured = fleet.lanes.contains { $0.waiting != nil }
    guard !isMeasured, fleet.workers.contains(where: { $0.state != .unreachable }) else { return "" }
    return "\nWhat waits is not measured: set kafka: statistics.interval.ms in the workers' configuration.\n"
  }

  private static func pace(_ rate: Double?) -> String {
    guard let rate else { return "–" }
    return rate > 0 && rate < 10
      ? NumberText.seconds((rate * 10).rounded() / 10) : NumberText.count(Int(min(rate, 1e12)))
  }

  private static func left(_ seconds: Double?) -> String {
    guard let seconds else { return "–" }
    return seconds > 0 ? NumberText.duration(seconds) : ""
  }

  private static func style(_ state: ProgramStatus.State) -> TextStyle {
    switch state {
    case .ready: .green
    case .waiting: .yellow
    case .unreachable: .red
    }
  }
}
