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
  }

  func domain() throws(WireError) -> Checklist {
    guard let method = RiskModel.Method(rawValue: riskModel.method) else {
      throw WireError(.invalid, "risk method \(riskModel.method)")
    }
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
    return Checklist(
      id: id, title: title, version: checklistVersion, source: source,
      riskModel: RiskModel(method: method, bands: bands),
      sections: sections.map { Checklist.Section(id: $0.id, title: $0.title, category: $0.category) },
      items: domainItems, profiles: try domainProfiles(observables))
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
    if let risk = item.risk {
      self.risk = .with {
        $0.likelihood = risk.likelihood
        $0.exposure = risk.exposure
        $0.consequence = risk.consequence
      }
    }
    redLine = item.isRedLine
    category = item.category
    department = item.department
    reference = item.reference
    evidence = item.evidence?.rawValue ?? ""
    siteTypes = item.siteTypes
    when = item.condition.map(RequirementSyntax.text) ?? ""
    if item.weight != 1 { weight = item.weight }
    probe = item.probe.map(ProbeSyntax.text) ?? ""
  }

  func domain(among items: [String: Observable]) throws(WireError) -> Checklist.Item {
    Checklist.Item(
      id: id, text: text, section: Int(section), requirement: try requirement(among: items),
      level: try level.domain(),
      risk: hasRisk
        ? RiskFactors(likelihood: risk.likelihood, exposure: risk.exposure, consequence: risk.consequence)
        : nil,
      isRedLine: redLine, category: category, department: department, reference: reference,
      evidence: try evidenceKind(), siteTypes: siteTypes,
      condition: try condition(among: items), weight: hasWeight ? weight : 1, probe: try domainProbe())
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

  private func evidenceKind() throws(WireError) -> Checklist.EvidenceKind? {
    if evidence.isEmpty { return nil }
    guard let kind = Checklist.EvidenceKind(rawValue: evidence) else {
      throw WireError(.invalid, "item \(id) needs the unknown evidence \(evidence)")
    }
    return kind
  }
}
