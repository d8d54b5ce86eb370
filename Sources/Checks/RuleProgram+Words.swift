import Inspection

extension RuleProgram {
  /// Why the rule does not hold, or what it lacks to be decided.
  func words(_ value: ObservationValue?, _ facts: inout some RuleFacts) -> String {
    words(row: 0, value, &facts, isAsked: false)
  }

  private func words(
    row index: Int, _ value: ObservationValue?, _ facts: inout some RuleFacts, isAsked: Bool
  ) -> String {
    let row = rows[index]
    switch row.test {
    case .value:
      guard value != nil else { return "nothing was observed" }
      return Reason.words(row.rule, value, row.observes, on: facts.day, isAsked: isAsked)
    case .site(let types):
      return "the site is \(Self.type(facts.siteType)), not \(types.joined(separator: " or "))"
    case .item(let other): return asked(row, other, &facts)
    case .not: return excluded(row, value, &facts)
    case .atLeast(let needed): return combined(row, needed, value, &facts, isAsked: isAsked)
    }
  }

  private static func type(_ name: String) -> String { name.isEmpty ? "of no type" : "of type \(name)" }

  private func asked(_ row: Row, _ item: Int, _ facts: inout some RuleFacts) -> String {
    guard case .item(let id, let rule) = row.rule else { return "" }
    switch try? facts.reference(to: item) {
    case .observed(let value):
      let words = words(row: row.parts.lowerBound, value, &facts, isAsked: true)
      if case .answer = rule { return "item \(id) \(words)" }
      return "item \(id): \(words)"
    case .notApplicable: return "item \(id) does not apply"
    case .notObserved, nil: return "item \(id) was not observed"
    }
  }

  private func excluded(_ row: Row, _ value: ObservationValue?, _ facts: inout some RuleFacts) -> String {
    let part = rows[row.parts.lowerBound]
    let text = RequirementSyntax.text(of: part.rule)
    if (try? decide(row: row.parts.lowerBound, value, &facts, "")) != true {
      return words(row: row.parts.lowerBound, value, &facts, isAsked: false)
    }
    switch part.test {
    case .value: return "\(Reason.seen(value, row.observes)) meets \"\(text)\", which must not be"
    case .site: return "the site is \(Self.type(facts.siteType)), which is excluded"
    default: return "\"\(text)\" holds, which must not be"
    }
  }

  /// What of a combination does not hold, or is open when nothing fails.
  private func combined(
    _ row: Row, _ needed: Int, _ value: ObservationValue?, _ facts: inout some RuleFacts, isAsked: Bool
  ) -> String {
    var (failing, open, holding): ([Int], [Int], Int) = ([], [], 0)
    for part in row.parts {
      switch try? decide(row: part, value, &facts, "") {
      case .some(true): holding += 1
      case .some(false): failing.append(part)
      default: open.append(part)
      }
    }
    let isDecided = holding + open.count < needed
    let parts = isDecided ? failing : open
    let shown = parts.prefix(4).map { words(row: $0, value, &facts, isAsked: isAsked) }
    let rest = parts.count > 4 ? " and \(parts.count - 4) more" : ""
    let list = shown.joined(separator: "; ") + rest
    if !isDecided || needed == row.parts.count || row.parts.count == 1 { return list }
    return needed == 1
      ? "none of the alternatives holds: \(list)"
      : "\(holding) of \(row.parts.count) hold, required at least \(needed): \(list)"
  }
}
