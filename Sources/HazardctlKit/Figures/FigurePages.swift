/// Figures as tables, each with the rule that it is counted by.
enum FigurePages {
  static func figures(_ reply: FiguresReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("region", reply.region.map(\.label) ?? "everything")
    facts.add("as of", reply.at.map(NumberText.time) ?? "now")
    facts.add("hazards", "\(NumberText.count(reply.hazards.found)) found")
    facts.add(
      "  open", "\(NumberText.count(reply.hazards.open)), \(NumberText.count(reply.hazards.openMajor)) major")
    facts.add("  closed", NumberText.count(reply.hazards.closed))
    facts.add("  dismissed", NumberText.count(reply.hazards.dismissed))
    facts.add(
      "time to rectify",
      "median \(time(reply.timeToRectify.median)), p90 \(time(reply.timeToRectify.p90)) "
        + "(\(NumberText.count(reply.timeToRectify.hazards)) hazards)")
    if let period = reply.period {
      facts.add(
        "since \(NumberText.time(period.since))",
        "\(NumberText.count(period.found)) found, \(NumberText.count(period.closed)) closed")
    }
    var table = Table([
      .text("FIGURE"), .number("SHARE"), .number("COUNTED"), .number("OF"), .text("95 %"), .text("ENOUGH"),
    ])
    for figure in reply.figures {
      table.add([.init(figure.title)] + cells(figure.share) + [.init(figure.share.enough ? "yes" : "no")])
    }
    let rules =
      reply.figures.map { "\($0.title): \($0.rule)." } + ["time to rectify: \(reply.timeToRectify.rule)."]
    return facts.rendered(colors: console.colors) + "\n" + rendered(table, console) + "\n"
      + "Enough: at least \(NumberText.count(reply.minimum)).\n"
      + rules.map { "- \(SafeText.line($0))\n" }.joined()
  }

  static func ranking(_ reply: RankingReply, _ console: Console) -> String {
    var table = Table([
      .number("RANK"), .text("CODE"), .text("REGION", flexible: true), .number("VALUE"), .number("COUNTED"),
      .number("OF"), .text("95 %"), .number("OPEN"), .number("MAJOR OPEN"),
    ])
    for place in reply.items {
      let value: [Table.Cell] =
        place.share.map(cells) ?? [
          .init(points(place.score)), .init("–"), .count(place.scored ?? 0), .init("–"),
        ]
      table.add(
        [.init(place.rank.map(String.init) ?? "–"), .init(place.region.code), .init(place.region.label)]
          + value
          + [.count(place.hazards.open), .alarm(place.hazards.openMajor, .red)])
    }
    return rendered(table, console) + "\n\(SafeText.line(reply.rule))\n"
  }

  static func resolved(_ reply: ResolvedReply, _ console: Console) -> String {
    var table = Table([
      .text("LEVEL"), .text("DEPARTMENT", flexible: true), .number("SHARE"), .number("CLOSED"), .number("OF"),
      .text("95 %"),
    ])
    for group in reply.items {
      table.add([.init(group.level), .init(group.department)] + cells(group.share))
    }
    return rendered(table, console) + "\n\(SafeText.line(reply.rule)).\n"
  }

  static func trend(_ reply: TrendReply, _ console: Console) -> String {
    var table = Table([
      .text(""), .number("BASELINE"), .number("PERIOD"), .number("DIFFERENCE"), .number("CHANGE"),
    ])
    for (name, before, now, change) in [
      ("found", reply.baseline.found, reply.period.found, reply.found),
      ("closed", reply.baseline.closed, reply.period.closed, reply.closed),
      ("open at the end", reply.baseline.open, reply.period.open, reply.open),
    ] {
      table.add([
        .init(name), .count(before), .count(now), .count(change.difference),
        .init(change.ratio.map { ($0 < 0 ? "-" : "+") + NumberText.percent(abs($0)) } ?? "–"),
      ])
    }
    table.add([
      .init("settlement rate"), .init(percent(reply.baseline.settlement)),
      .init(percent(reply.period.settlement)),
      .init("–"), .init("–"),
    ])
    func span(_ period: TrendReply.Period) -> String {
      "\(NumberText.time(period.from)) to \(NumberText.time(period.to))"
    }
    return rendered(table, console)
      + "\nBaseline \(span(reply.baseline)), period \(span(reply.period)), UTC; the end is not part of it.\n"
      + "\(SafeText.line(reply.rule)).\n"
  }

  static func coverage(_ reply: CoverageReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("sites inspected", full(reply.sites))
    facts.add("items inspected", full(reply.items))
    var text = facts.rendered(colors: console.colors)
    text += list("SITE", "REGION", reply.missingSites, console)
    text += list("ITEM", "CHECKLIST", reply.missingItems, console)
    if let next = reply.next { text += "\nMore sites: --cursor \(SafeText.line(next))\n" }
    return text + "\n\(SafeText.line(reply.rule)).\n"
  }

  private static func list(
    _ kind: String, _ group: String, _ missing: [CoverageReply.Missing], _ console: Console
  ) -> String {
    guard !missing.isEmpty else { return "" }
    var table = Table([.text("NOT INSPECTED: \(kind)"), .text("NAME", flexible: true), .text(group)])
    for one in missing { table.add([.init(one.id), .init(one.name), .init(one.group)]) }
    return "\n" + rendered(table, console)
  }

  static func signals(_ reply: SignalsReply, _ console: Console) -> String {
    var fast = Table([
      .text("TOO FAST"), .number("STEPS"), .number("TOO SHORT"), .number("SHORTEST"),
    ])
    for one in reply.fast {
      fast.add([
        .init(one.inspector, .orange), .count(one.steps.denominator), .count(one.steps.numerator),
        .init("\(one.shortestMilliseconds / 1_000) s"),
      ])
    }
    var lucky = Table([
      .text("NEVER A FAILURE"), .number("INSPECTIONS"), .number("CHECKS"), .number("BY LUCK"),
    ])
    for one in reply.allPass {
      lucky.add([
        .init(one.inspector, .orange), .count(one.inspections), .count(one.checks),
        .init(one.chance < 1e-6 ? "< 0.000001" : "\(one.chance)"),
      ])
    }
    var reused = Table([.text("EVIDENCE USED AGAIN", flexible: true), .number("HAZARDS"), .number("SITES")])
    for one in reply.reused {
      reused.add([.init(one.evidence), .count(one.hazards.count), .count(one.sites)])
    }
    let tables = [(reply.fast.isEmpty, fast), (reply.allPass.isEmpty, lucky), (reply.reused.isEmpty, reused)]
    let shown = tables.filter { !$0.0 }.map { rendered($0.1, console) }
    return (shown.isEmpty ? "No signs.\n" : shown.joined(separator: "\n"))
      + "\nFailing checks of all: \(full(reply.failing)).\n\(SafeText.line(reply.rule))\n"
  }

  static func siteScores(_ reply: SiteScoresReply, _ console: Console) -> String {
    guard !reply.checklists.isEmpty else {
      return "Site \(SafeText.line(reply.site)) was not inspected yet.\n"
    }
    var text = ""
    for benchmark in reply.checklists {
      text +=
        TextStyle.bold.applied(
          to: SafeText.line("\(reply.name), \(benchmark.checklist)"), colors: console.colors) + "\n"
      var table = Table([.text("MODEL"), .number("SCORE"), .number("OF"), .number("0-100")])
      for model in benchmark.scores {
        table.add([
          .init(model.model), .init(points(model.score)), .init(points(model.maximum)),
          .init(points(model.percent)),
        ])
      }
      text += rendered(table, console)
      guard !benchmark.failing.isEmpty else { continue }
      var failing = Table([.text("NOT PASSED"), .text("SECTION"), .number("WEIGHT"), .text("OUTCOME")])
      for item in benchmark.failing {
        failing.add([.init(item.item), .init(item.section), .init(points(item.weight)), .init(item.outcome)])
      }
      text += "\n" + rendered(failing, console)
    }
    return text + "\n\(SafeText.line(reply.rule))\n"
  }

  static func regionScore(_ reply: RegionScoreReply, _ console: Console) -> String {
    var table = Table([.text("MODEL"), .number("MEAN 0-100"), .number("SITES")])
    for model in reply.scores {
      table.add([.init(model.model), .init(points(model.mean)), .count(model.scored)])
    }
    return TextStyle.bold.applied(to: SafeText.line(reply.region.label), colors: console.colors) + "\n"
      + rendered(table, console)
      + "\nWithout a fault: \(full(reply.flawless)).\n\(SafeText.line(reply.rule))\n"
  }

  static func whatIf(_ reply: WhatIfReply, _ console: Console) -> String {
    guard !reply.items.isEmpty else { return "No open hazard counts in a score.\n" }
    var table = Table([
      .text("HAZARD"), .text("SITE"), .text("ITEM"), .text("LEVEL"), .text("GRADE"), .number("SITE NOW"),
      .number("FIXED"), .number("GAIN"), .number("MEAN GAIN"),
    ])
    for gain in reply.items {
      table.add([
        .init(gain.hazard), .init(gain.site), .init(gain.item), .init(gain.level, .level(gain.level)),
        .init(gain.grade, .grade(gain.grade)), .init(points(gain.before)), .init(points(gain.after)),
        .init(points(gain.gain)), .init(gain.meanGain.map { NumberText.points($0, digits: 4) } ?? "–"),
      ])
    }
    return rendered(table, console)
      + "\n\(reply.system), as 0-100; mean \(points(reply.mean)) over \(NumberText.count(reply.scored)) scores.\n"
  }

  static func gate(_ reply: GateReply, _ console: Console) -> String {
    let style: TextStyle = reply.isOpen ? .green : .red
    var text =
      style.applied(
        to: "The gate of campaign \(SafeText.line(reply.campaign)) is \(reply.isOpen ? "open" : "closed").",
        colors: console.colors) + "\n"
    if let accepted = reply.accepted {
      text += "Accepted by \(SafeText.line(accepted.person)) on \(NumberText.time(accepted.at)) UTC.\n"
    }
    for obstacle in reply.obstacles {
      text += "- \(SafeText.line(obstacle.what)): \(SafeText.line(obstacle.detail))\n"
    }
    if !reply.hazards.isEmpty {
      var table = Table([
        .text("HAZARD"), .text("LEVEL"), .text("GRADE"), .text("SITE"), .text("ITEM"), .text("OPEN SINCE"),
        .text("REASON", flexible: true),
      ])
      for hazard in reply.hazards {
        table.add([
          .init(hazard.id), .init(hazard.level, .level(hazard.level)),
          .init(hazard.grade, .grade(hazard.grade)),
          .init(hazard.site), .init(hazard.item), .init(NumberText.time(hazard.openedAt)),
          .init(hazard.reason),
        ])
      }
      text += "\n" + rendered(table, console)
    }
    return text + "\n\(SafeText.line(reply.rule))\n"
  }

  private static func rendered(_ table: Table, _ console: Console) -> String {
    table.rendered(width: console.width, colors: console.colors)
  }

  private static func cells(_ share: ShareReply) -> [Table.Cell] {
    [
      .init(percent(share), share.enough ? .plain : .dim), .count(share.numerator), .count(share.denominator),
      .init(interval(share)),
    ]
  }

  private static func percent(_ share: ShareReply) -> String { share.value.map(NumberText.percent) ?? "–" }

  private static func full(_ share: ShareReply) -> String {
    "\(percent(share)) (\(NumberText.count(share.numerator)) of \(NumberText.count(share.denominator)))"
  }

  private static func interval(_ share: ShareReply) -> String {
    guard let low = share.low, let high = share.high else { return "–" }
    return "\(NumberText.percent(low)) to \(NumberText.percent(high))"
  }

  private static func points(_ number: Double?) -> String {
    number.map { NumberText.points($0, digits: 2) } ?? "–"
  }

  private static func time(_ milliseconds: Int?) -> String {
    guard let milliseconds else { return "–" }
    let seconds = Double(milliseconds) / 1_000
    return seconds < 2 * 86_400
      ? NumberText.duration(seconds) : "\(NumberText.points(seconds / 86_400, digits: 1)) days"
  }
}

extension NumberText {
  /// `62.50`, with so many digits behind the point.
  static func points(_ number: Double, digits: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "–" }
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(number < 0 && scaled > 0 ? "-" : "")\(count(scaled / scale)).\(zeros)\(fraction)"
  }
}
