package import Inspection
import SwiftProtobuf

/// Checklists in the form in which they travel and are digested (`proto/hazardfleet/v1/checklist.proto`).
package enum ChecklistCodec {
  /// The canonical bytes: equal checklists give equal bytes.
  package static func encode(_ checklist: Checklist) throws(WireError) -> [UInt8] {
    try WireChecklist(checklist).wireBytes()
  }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Checklist {
    try WireChecklist(wire: bytes).domain()
  }
}

extension WireChecklist {
  init(_ checklist: Checklist) {
    self.init()
    id = checklist.id
    title = checklist.title
    checklistVersion = checklist.version
    source = checklist.source
    riskModel = .with {
      $0.method = checklist.riskModel.method.rawValue
      $0.red = checklist.riskModel.bands.red
      $0.orange = checklist.riskModel.bands.orange
      $0.yellow = checklist.riskModel.bands.yellow
      $0.blue = checklist.riskModel.bands.blue
      if checklist.riskModel.boundary != .worse { $0.boundary = checklist.riskModel.boundary.rawValue }
    }
    sections = checklist.sections.map { section in
      .with {
        $0.id = section.id
        $0.title = section.title
        $0.category = section.category
      }
    }
    items = checklist.items.map(Item.init)
    profiles = checklist.profiles.map { profile in
      .with {
        $0.id = profile.id
        $0.title = profile.title
        $0.extends = profile.base
        $0.siteTypes = profile.siteTypes
        $0.steps = profile.steps.map(ProfileSyntax.text)
      }
    }
    if let criteria = checklist.criteria { self.criteria = WireCriteria(criteria) }
  }

  func domain() throws(WireError) -> Checklist {
    guard let method = RiskModel.Method(rawValue: riskModel.method) else {
      throw WireError(.invalid, "risk method \(riskModel.method)")
    }
    guard
      let boundary = riskModel.boundary.isEmpty ? .worse : RiskModel.Boundary(rawValue: riskModel.boundary)
    else { throw WireError(.invalid, "risk boundary \(riskModel.boundary)") }
    let bands = RiskModel.Bands(
      red: riskModel.red, orange: riskModel.orange, yellow: riskModel.yellow, blue: riskModel.blue)
    // Rules may ask items that come later.
    var observables: [String: Observable] = [:]
    for item in items { observables[item.id] = try item.observable() }
    var domainItems: [Checklist.Item] = []
    for item in items {
      guard item.section < sections.count else {
        throw WireError(.invalid, "item \(item.id) in section \(item.section) of \(sections.count)")
      }
      domainItems.append(try item.domain(among: observables))
    }
    var model = RiskModel(method: method, bands: bands)
    model.boundary = boundary
    var checklist = Checklist(
      id: id, title: title, version: checklistVersion, source: source, riskModel: model,
      sections: sections.map { Checklist.Section(id: $0.id, title: $0.title, category: $0.category) },
      items: domainItems, profiles: try domainProfiles(observables))
    if hasCriteria { checklist.criteria = try criteria.domain() }
    return checklist
  }

  private func domainProfiles(
    _ observables: [String: Observable]
  ) throws(WireError) -> [Checklist.Profile] {
    let sections = Set(sections.map(\.id))
    var domain: [Checklist.Profile] = []
    for profile in profiles {
      var steps: [Checklist.Profile.Step] = []
      do {
        steps = try profile.steps.map { try ProfileSyntax.parse($0, sections: sections) { observables[$0] } }
      } catch {
        throw WireError(.invalid, "profile \(profile.id): \(error)")
      }
      domain.append(
        Checklist.Profile(
          id: profile.id, title: profile.title, base: profile.extends, siteTypes: profile.siteTypes,
          steps: steps))
    }
    return domain
  }
}

extension WireChecklist.Item {
  init(_ item: Checklist.Item) {
    self.init()
    id = item.id
    text = item.text
    section = UInt32(clamping: item.section)
    observe = item.requirement.kind.rawValue
    unit = item.requirement.observes.unit?.symbol ?? ""
    options = item.requirement.observes.options
    require = RequirementSyntax.text(of: item.requirement)
    level = WireHazardLevel(item.level)
    if let risk = item.risk { self.risk = WireRiskFactors(risk) }
    redLine = item.isRedLine
    category = item.category
    department = item.department
    reference = item.reference
    evidence = item.evidence?.rawValue ?? ""
    siteTypes = item.siteTypes
    when = item.condition.map(RequirementSyntax.text) ?? ""
    if item.weight != 1 { weight = item.weight }
    probe = item.probe.map(ProbeSyntax.text) ?? ""
    if let residual = item.residual { self.residual = WireRiskFactors(residual) }
    difficulty = item.difficulty?.name ?? ""
  }

  func domain(among items: [String: Observable]) throws(WireError) -> Checklist.Item {
    var item = Checklist.Item(
      id: id, text: text, section: Int(section), requirement: try requirement(among: items),
      level: try level.domain(), risk: hasRisk ? risk.domain() : nil, isRedLine: redLine, category: category,
      department: department, reference: reference, evidence: try evidenceKind(), siteTypes: siteTypes,
      condition: try condition(among: items), weight: hasWeight ? weight : 1, probe: try domainProbe())
    if hasResidual { item.residual = residual.domain() }
    if !difficulty.isEmpty {
      guard let known = Difficulty(name: difficulty) else {
        throw WireError(.invalid, "item \(id) has the unknown difficulty \(difficulty)")
      }
      item.difficulty = known
    }
    return item
  }

  func observable() throws(WireError) -> Observable {
    guard let kind = Requirement.Kind(rawValue: observe) else {
      throw WireError(.invalid, "item \(id) observes \(observe)")
    }
    let unit = MeasureUnit(self.unit)
    guard self.unit.isEmpty || unit != nil else {
      throw WireError(.invalid, "item \(id) has the unknown unit \(self.unit)")
    }
    return Observable(kind, unit: unit, options: options)
  }

  private func condition(among items: [String: Observable]) throws(WireError) -> Rule? {
    if when.isEmpty { return nil }
    do {
      return try RequirementSyntax.condition(when, others: .known { items[$0] })
    } catch {
      throw WireError(.invalid, "item \(id): \(error)")
    }
  }

  private func requirement(among items: [String: Observable]) throws(WireError) -> Requirement {
    let observes = try observable()
    do {
      return try RequirementSyntax.parse(require, observing: observes, others: .known { items[$0] })
    } catch {
      throw WireError(.invalid, "item \(id): \(error)")
    }
  }

  private func domainProbe() throws(WireError) -> Probe? {
    if probe.isEmpty { return nil }
    do {
      return try ProbeSyntax.parse(probe)
    } catch {
      throw WireError(.invalid, "item \(id): \(error)")
    }
  }

  private func evidenceKind() throws(WireError) -> EvidenceRule? {
    if evidence.isEmpty { return nil }
    guard let kind = EvidenceRule(rawValue: evidence) else {
      throw WireError(.invalid, "item \(id) needs the unknown evidence \(evidence)")
    }
    return kind
  }
}

extension WireRiskFactors {
  fileprivate init(_ factors: RiskFactors) {
    self.init()
    likelihood = factors.likelihood
    exposure = factors.exposure
    consequence = factors.consequence
  }

  fileprivate func domain() -> RiskFactors {
    RiskFactors(likelihood: likelihood, exposure: exposure, consequence: consequence)
  }
}

extension WireCriteria {
  fileprivate init(_ list: CriteriaList) {
    self.init()
    id = list.id
    version = list.version
    source = list.source
    rules = list.rules.map(WireCriterion.init)
  }

  fileprivate func domain() throws(WireError) -> CriteriaList {
    var domainRules: [Criterion] = []
    for rule in rules { domainRules.append(try rule.domain()) }
    return CriteriaList(id: id, version: version, source: source, rules: domainRules)
  }
}

extension WireCriterion {
  fileprivate init(_ criterion: Criterion) {
    self.init()
    id = criterion.id
    text = criterion.text
    level = WireHazardLevel(criterion.level)
    items = criterion.items
    categories = criterion.categories
    siteTypes = criterion.siteTypes
    if let grade = criterion.grade { self.grade = WireRiskGrade(grade) }
    if criterion.isCombination { count = UInt32(clamping: criterion.count) }
  }

  fileprivate func domain() throws(WireError) -> Criterion {
    Criterion(
      id: id, text: text, level: try level.domain(), items: items, categories: categories,
      siteTypes: siteTypes, grade: grade == .unspecified ? nil : try grade.domain(), count: max(1, Int(count))
    )
  }
}
