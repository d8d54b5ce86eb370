enum SubmissionPages {
  /// - Parameter isShort: leaves out what is decided.
  static func form(_ form: FormReply, isShort: Bool, _ console: Console) -> String {
    var facts = FactList()
    facts.add("campaign", form.title.isEmpty ? form.campaign : "\(form.title) (\(form.campaign))", .bold)
    facts.add("site", "\(form.siteName) (\(form.site))")
    if !form.open { facts.add("closed", "the campaign was cancelled: nothing is taken any more", .yellow) }
    var table = Table([
      .text("ITEM"), .text("TEXT", flexible: true), .text("SAY"), .text("REQUIRED", flexible: true),
      .text("EVIDENCE"), .text("STATE"), .text("WHEN", flexible: true),
    ])
    var shown = 0
    for item in form.sections.flatMap(\.items) where !isShort || (item.state == "open" && item.kind != nil) {
      shown += 1
      table.add([
        .init(item.id, item.redLine ? .red : .plain), .init(item.text), .init(say(item)),
        .init(item.requirement), .init(item.evidence ?? ""),
        .init(item.outcome ?? item.state, item.state == "open" ? .yellow : .plain),
        .init(item.condition ?? ""),
      ])
    }
    let text = facts.rendered(colors: console.colors) + "\n"
    guard shown > 0 else { return text + "Nothing is left to inspect.\n" }
    return text + table.rendered(width: console.width, colors: console.colors)
  }

  /// What an answer looks like.
  private static func say(_ item: FormReply.Item) -> String {
    switch item.kind {
    case nil: "-"
    case "boolean": "yes|no"
    case "choice", "choices": item.options.joined(separator: "|")
    case "number", "numbers": item.unit.map { "number, \($0)" } ?? "number"
    case "date": "2026-11-21"
    case .some(let kind): kind
    }
  }

  static func submission(_ submission: SubmissionReply, _ console: Console) -> String {
    var facts = FactList()
    facts.add("submission", submission.id, .bold)
    facts.add("state", submission.state, submission.state == "checked" ? .green : .yellow)
    facts.add("campaign", submission.campaign)
    facts.add("site", "\(submission.siteName) (\(submission.site))")
    facts.add("seen", "\(NumberText.time(submission.at)) UTC by \(submission.person)")
    var table = Table([
      .text("ITEM"), .text("TEXT", flexible: true), .text("SEEN"), .text("CAME TO"), .text("HAZARD"),
      .text("REASON", flexible: true),
    ])
    for answer in submission.answers {
      let outcome = answer.outcome ?? "waiting"
      table.add([
        .init(answer.item), .init(answer.text), .init(answer.value.isEmpty ? "(from others)" : answer.value),
        .init(outcome, outcome == "fail" ? .red : outcome == "pass" ? .green : .plain),
        .init(answer.hazard ?? ""), .init(answer.reason),
      ])
    }
    let note = submission.repeated == true ? "This had been submitted before; nothing was done now.\n" : ""
    return note + facts.rendered(colors: console.colors) + "\n"
      + table.rendered(width: console.width, colors: console.colors)
  }
}
