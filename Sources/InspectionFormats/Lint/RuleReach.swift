import Inspection

/// What can be said of a rule without any observation: whether it can hold at all, and whether it always does.
///
/// It errs on one side only: what it says is so, but it does not find everything.
struct RuleReach {
  private let items: [String: Checklist.Item]

  /// For rules that ask no other items.
  init() {
    items = [:]
  }

  init(_ checklist: Checklist) {
    items = Dictionary(checklist.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a part of a rule is about.
  private enum Subject: Hashable {
    case own
    case item(String)
    case site
  }

  /// The values for which a rule can hold; `isExact` when it does hold for each of them.
  private struct Possible {
    var set: ValueSet
    var isExact: Bool
  }

  /// Whether an item's condition can never hold at the sites where the item is asked.
  func neverApplies(_ item: Checklist.Item) -> Bool {
    guard let condition = item.condition else { return false }
    let whole: Rule = item.siteTypes.isEmpty ? condition : .all([.site(item.siteTypes), condition])
    return neverHolds(whole, observing: .items)
  }

  func neverHolds(_ rule: Rule, observing observes: Observable) -> Bool {
    if subjects(of: rule).contains(where: { possible(rule, $0, observes)?.set.isEmpty ?? false }) {
      return true
    }
    switch rule {
    case .all(let rules): return rules.contains { neverHolds($0, observing: observes) }
    case .any(let rules): return rules.allSatisfy { neverHolds($0, observing: observes) }
    case .atLeast(let count, let rules):
      return rules.count { !neverHolds($0, observing: observes) } < count
    case .not(let rule): return alwaysHolds(rule, observing: observes)
    case .item(let id, let rule):
      guard let item = items[id] else { return false }
      return neverApplies(item) || neverHolds(rule, observing: item.requirement.observes)
    case .each(let rule), .several(_, let rule):
      return neverHolds(rule, observing: .number(observes.unit))
    default: return false
    }
  }

  func alwaysHolds(_ rule: Rule, observing observes: Observable) -> Bool {
    let subjects = subjects(of: rule)
    if subjects == [.own], let own = possible(rule, .own, observes), own.isExact {
      return own.set.isEverything
    }
    switch rule {
    case .all(let rules): return rules.allSatisfy { alwaysHolds($0, observing: observes) }
    case .any(let rules): return rules.contains { alwaysHolds($0, observing: observes) }
    case .not(let rule): return neverHolds(rule, observing: observes)
    default: return false
    }
  }

  private func subjects(of rule: Rule) -> Set<Subject> {
    switch rule {
    case .item(let id, _): [.item(id), .site]
    case .site: [.site]
    case .all, .any, .atLeast, .not: rule.parts.reduce(into: []) { $0.formUnion(subjects(of: $1)) }
    default: [.own]
    }
  }

  /// Nil where any value is possible, or nothing is known.
  private func possible(_ rule: Rule, _ subject: Subject, _ observes: Observable) -> Possible? {
    switch rule {
    case .site(let types):
      return subject == .site ? Possible(set: .names(Set(types), of: nil), isExact: true) : nil
    case .item(let id, let rule):
      guard let item = items[id] else { return nil }
      if subject == .item(id) { return possible(rule, .own, item.requirement.observes) }
      guard subject == .site, !item.siteTypes.isEmpty else { return nil }
      return Possible(set: .names(Set(item.siteTypes), of: nil), isExact: false)
    case .all(let rules): return all(rules, subject, observes)
    case .atLeast(let count, let rules) where count == rules.count: return all(rules, subject, observes)
    case .any(let rules), .atLeast(_, let rules):
      return any(rules, subject, observes).map { set in
        if case .any = rule { return set }
        return Possible(set: set.set, isExact: false)
      }
    case .not(let rule):
      guard let inner = possible(rule, subject, observes), inner.isExact, let rest = inner.set.complement
      else {
        return nil
      }
      return Possible(set: rest, isExact: true)
    default:
      guard subject == .own, let set = Self.set(of: rule, observes) else { return nil }
      return Possible(set: set, isExact: true)
    }
  }

  private func all(_ rules: [Rule], _ subject: Subject, _ observes: Observable) -> Possible? {
    let parts = rules.map { possible($0, subject, observes) }
    let known = parts.compactMap(\.self)
    guard var result = known.first else { return nil }
    result.isExact = parts.allSatisfy { $0?.isExact ?? false }
    for part in known.dropFirst() {
      guard let set = result.set.intersection(part.set) else { return nil }
      result.set = set
    }
    return result
  }

  private func any(_ rules: [Rule], _ subject: Subject, _ observes: Observable) -> Possible? {
    let parts = rules.compactMap { possible($0, subject, observes) }
    guard parts.count == rules.count, var result = parts.first else { return nil }
    for part in parts.dropFirst() {
      guard let set = result.set.union(part.set) else { return nil }
      result = Possible(set: set, isExact: result.isExact && part.isExact)
    }
    return result
  }

  /// The values that meet a rule on one value; nil where they cannot be listed.
  static func set(of rule: Rule, _ observes: Observable) -> ValueSet? {
    switch rule {
    case .answer(let expected): .answers([expected])
    case .number(let rule): rule.range(in: observes.unit).map { .numbers([$0]) }
    case .oneOf(let names): .names(Set(names), of: Set(observes.options))
    default: nil
    }
  }
}
