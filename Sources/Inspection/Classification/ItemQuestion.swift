/// What an inspector has to know to say what was observed of an item, as it is kept beside the item's rule.
package struct ItemQuestion: Sendable, Hashable, Codable {
  package var kind: Requirement.Kind
  /// The unit's symbol; nil for a value without one.
  package var unit: String?
  /// Nil for a kind without options.
  package var options: [String]?
  /// What must be attached; nil for nothing.
  package var evidence: String?
  /// When the item applies, in the form that checklists are written in; nil for always.
  package var condition: String?
  /// The site types that it applies to; nil for all.
  package var siteTypes: [String]?
  /// The ids of the items that its condition and its requirements ask; nil for none.
  package var asks: [String]?

  /// - Parameter refined: the item as profiles have it.
  init(_ item: Checklist.Item, refined: [Checklist.Item]) {
    let observes = item.requirement.observes
    kind = observes.kind
    unit = observes.unit?.symbol
    options = observes.kind.hasOptions ? observes.options : nil
    evidence = item.evidence?.rawValue
    condition = item.condition.map(RequirementSyntax.text)
    siteTypes = item.siteTypes.isEmpty ? nil : item.siteTypes
    let rules =
      [item.condition].compactMap(\.self) + [item.requirement.rule] + refined.map(\.requirement.rule)
    var ids: [String] = []
    for id in rules.flatMap(\.references) where !ids.contains(id) { ids.append(id) }
    asks = ids.isEmpty ? nil : ids
  }

  /// What is observed; nil for a unit that this program does not know.
  package var observes: Observable? {
    let known = unit.flatMap(MeasureUnit.init)
    guard unit == nil || known != nil else { return nil }
    return Observable(kind, unit: known, options: options ?? [])
  }

  package var evidenceRule: EvidenceRule? { evidence.flatMap(EvidenceRule.init) }
}
