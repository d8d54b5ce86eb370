import Inspection
import TestSupport

/// Makes up checklists with every feature, the same for the same seed.
struct RandomChecklist {
  private var random: SeededGenerator
  private var count = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func checklist() -> Checklist {
    let method = RiskModel.Method.allCases.randomElement(using: &random) ?? .matrix
    let bands = RiskModel.Bands(red: 300.25, orange: 1e2, yellow: 0.1 + 0.2, blue: chance(2) ? 0 : 1e-7)
    let custom = RiskModel(method: method, bands: bands)
    let sections = (0..<Int.random(in: 1...6, using: &random)).map { section($0) }
    var items: [Checklist.Item] = []
    for (index, _) in sections.enumerated() where index == 0 || !chance(4) {
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        // Now and then an item of an earlier section.
        items.append(item(section: chance(5) ? Int.random(in: 0...index, using: &random) : index, method))
      }
    }
    var checklist = Checklist(
      id: word(), title: chance(5) ? "" : prose(), version: "\(Int.random(in: 0...9, using: &random)).0 é",
      source: chance(3) ? "" : prose(), riskModel: chance(2) ? custom : standard(method),
      sections: sections, items: items)
    if chance(2) { checklist.riskModel.boundary = .better }
    if chance(2) { checklist.criteria = criteria(for: checklist) }
    tailor(&checklist)
    return checklist
  }

  private mutating func criteria(for checklist: Checklist) -> CriteriaList {
    let rules = (0..<Int.random(in: 0...4, using: &random)).map { index -> Criterion in
      var rule = Criterion(
        id: "\(word())\(index)", text: prose(), level: chance(3) ? .general : .major,
        items: chance(2) ? [] : checklist.items.prefix(3).map(\.id), siteTypes: ["\(word())1"])
      if chance(2) { rule.categories = [checklist.category(of: checklist.items[0])].filter { !$0.isEmpty } }
      if chance(3) { (rule.level, rule.siteTypes, rule.count) = (.major, chance(2) ? [] : rule.siteTypes, 3) }
      if chance(2) { rule.grade = RiskGrade.allCases.randomElement(using: &random) }
      return rule
    }
    return CriteriaList(id: word(), version: word(), source: chance(2) ? "" : prose(), rules: rules)
  }

  /// Conditions, combined requirements, weights and profiles.
  private mutating func tailor(_ checklist: inout Checklist) {
    var rules = RandomRule(random)
    for index in checklist.items.indices {
      let item = checklist.items[index]
      if chance(3) { checklist.items[index].condition = rules.rule(.items) }
      if chance(4) { checklist.items[index].weight = chance(2) ? 0 : 10.5 }
      if chance(2), item.probe == nil {
        let observes = observable(item.requirement.observes)
        checklist.items[index].requirement = Requirement(observes: observes, rule: rules.rule(observes))
      }
      let observes = checklist.items[index].requirement.observes
      if observes != .items, item.probe == nil { rules.others.append((item.id, observes)) }
    }
    for index in 0..<Int.random(in: 0...3, using: &random) {
      checklist.profiles.append(profile(index, of: checklist))
    }
  }

  private mutating func observable(_ simple: Observable) -> Observable {
    let unit = MeasureUnit.symbols.randomElement(using: &random).flatMap { MeasureUnit($0) }
    let others: [Observable] = [
      .count, .numbers(unit), .choices(["a", "b c", "(d)"]), .items, .number(unit), simple, simple,
    ]
    return others.randomElement(using: &random) ?? simple
  }

  private mutating func profile(
    _ index: Int, of checklist: Checklist
  ) -> Checklist.Profile {
    var profile = Checklist.Profile(
      id: "\(word())\(index)", title: chance(2) ? "" : prose(),
      siteTypes: chance(2) && checklist.items.contains { $0.siteTypes.isEmpty } ? ["\(word())\(index)"] : [])
    if index > 0, chance(2) { profile.base = checklist.profiles[index - 1].id }
    if chance(2) { profile.steps.append(.deselect(.all)) }
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      guard let item = checklist.items.randomElement(using: &random) else { continue }
      let section = checklist.sections[item.section].id
      let level: HazardLevel = item.isRedLine || chance(2) ? .major : .general
      var steps: [Checklist.Profile.Step] = [
        .select(.item(item.id)), .select(.section(section)), .refine(item: item.id, .level(level)),
        .refine(item: item.id, .weight(2)),
      ]
      // One that asks nothing, so that no circle closes.
      var plain = RandomRule(random)
      let observes = item.requirement.observes
      if observes != .items { steps.append(.refine(item: item.id, .require(plain.rule(observes)))) }
      profile.steps.append(steps.randomElement(using: &random) ?? steps[0])
    }
    // Something must be left, at every site.
    profile.steps.append(.select(.all))
    return profile
  }

  private func standard(_ method: RiskModel.Method) -> RiskModel {
    method == .lec ? .standardLEC : .standardMatrix
  }

  private mutating func section(_ index: Int) -> Checklist.Section {
    let id = "\(word())\(index)"
    return Checklist.Section(id: id, title: chance(3) ? id : prose(), category: chance(2) ? "" : prose())
  }

  private mutating func item(section: Int, _ method: RiskModel.Method) -> Checklist.Item {
    count += 1
    var item = Checklist.Item(
      id: "\(word())-\(count)", text: prose(), section: section, requirement: requirement())
    item.level = chance(3) ? .major : .general
    item.isRedLine = item.level == .major && chance(2)
    if chance(2) { item.risk = risk(method) }
    if chance(2) { item.category = prose() }
    if chance(2) { item.department = prose() }
    if chance(2) { item.reference = prose() }
    if chance(2) { item.siteTypes = (0...Int.random(in: 0...3, using: &random)).map { "\(word())\($0)" } }
    if chance(3) { item.evidence = Self.evidence.randomElement(using: &random) }
    if chance(4) { item.residual = risk(method) }
    if chance(4) { item.difficulty = Difficulty.allCases.randomElement(using: &random) }
    if chance(6), let probe = try? ProbeSyntax.parse(Self.probes.randomElement(using: &random) ?? "") {
      (item.requirement, item.evidence, item.probe) = (.boolean(expected: true), nil, probe)
    }
    return item
  }

  private mutating func risk(_ method: RiskModel.Method) -> RiskFactors {
    let likelihood = Double.random(in: 1...5, using: &random)
    let consequence = Double(Int.random(in: 1...5, using: &random))
    guard method == .lec else { return RiskFactors(likelihood: likelihood, consequence: consequence) }
    return RiskFactors(
      likelihood: likelihood, exposure: Double.random(in: 0.5...10, using: &random), consequence: consequence)
  }

  private mutating func requirement() -> Requirement {
    switch Requirement.Kind.allCases.randomElement(using: &random) ?? .boolean {
    case .boolean, .count, .numbers, .choices, .items: return .boolean(expected: chance(2))
    case .number:
      let unit = MeasureUnit.symbols.randomElement(using: &random).flatMap { MeasureUnit($0) }
      return .number(range(), unit: chance(3) ? nil : unit)
    case .choice:
      let options = (0...Int.random(in: 0...5, using: &random)).map { "\(word())\($0)" }
      return .choice(options: options, passing: Set(options.indices.filter { $0 == 0 || chance(2) }))
    case .date:
      let unit = DateRule.DateUnit.allCases.randomElement(using: &random) ?? .days
      return .date(chance(3) ? .notExpired : .ageAtMost(Int.random(in: 0...unit.limit, using: &random), unit))
    case .text:
      return .text(chance(2) ? .present : .matches(Self.patterns.randomElement(using: &random) ?? ""))
    }
  }

  private mutating func range() -> NumberRange {
    let scales: [Double] = [1, 1e-9, 1e12, 0.1, 1e300]
    let scale = scales.randomElement(using: &random) ?? 1
    let value = Double.random(in: -1...1, using: &random) * scale
    let bound = NumberRange.Bound(value, inclusive: chance(2))
    switch Int.random(in: 0...3, using: &random) {
    case 0: return NumberRange(lower: bound, upper: nil)
    case 1: return NumberRange(lower: nil, upper: bound)
    case 2: return NumberRange(lower: .init(value), upper: .init(value))
    default: return NumberRange(lower: .init(value), upper: .init(value + scale))
    }
  }

  private mutating func word() -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
      .joined()
  }

  private mutating func prose() -> String {
    let pieces = Self.words + Self.oddities
    let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }
    return "\(word())\(text.joined())\(word())"
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  private static let words = [
    "a", "yes", "null", "1.0", "-", "#", "检查", "é", "e\u{301}", "🧯", "\"", "'", "\\", ":", ",", "{", "[", "&",
    "*", "!", "%", "@", "`", "~", "=", "<", "0x1F", "\u{2028}", "\u{301}", "\u{200D}", "ß", "Ω",
  ]
  private static let oddities = [
    "\n", "\r\n", "\r", "\t", " ", "|", "\u{1}", "\u{7F}", "\u{85}", "\u{B}", "\n\n  ", ": ", " #", "\"\"",
    "\u{FFFF}", "\u{E000}", "\u{10FFFF}", "- ",
  ]
  private static let evidence: [EvidenceRule] = [
    .photo, .document, .init(kinds: [.photo, .document]), .init(kinds: [.photo], minimum: 3),
  ]
  private static let patterns = ["[A-Z]{2}-[0-9]+", "a|b", "\\d+\\s\"x\"", "检.*", "#: ,"]
  private static let probes = [
    "plugin check_http -H {site} --expect \"HTTP/1.1 200\" \"\"", "tcp {address}:80 latency<=2s",
    "http https://{address}/s status=200,204-206 latency<=500ms json:/a/0<=25 json:/b!=x,| fresh<=5m",
    "tls h:443 days>=30 name=other timeout=3s",
  ]
}
