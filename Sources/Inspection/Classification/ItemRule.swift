/// What one version of a checklist says of an item, as it is kept to explain decisions by.
package struct ItemRule: Sendable, Hashable, Codable {
  package var text: String
  /// In the form that checklists are written in, with the unit behind it.
  package var requirement: String
  /// Empty for none.
  package var probe: String
  package var level: HazardLevel
  package var isRedLine: Bool
  package var risk: RiskFactors?
  package var residual: RiskFactors?
  package var difficulty: Difficulty?
  package var category: String
  package var reference: String

  package init(_ item: Checklist.Item, of checklist: Checklist) {
    text = item.text
    requirement = RequirementSyntax.text(of: item.requirement)
    if let unit = item.requirement.observes.unit { requirement += " \(unit.symbol)" }
    probe = item.probe.map(ProbeSyntax.text) ?? ""
    level = item.level
    isRedLine = item.isRedLine
    risk = item.risk
    residual = item.residual
    difficulty = item.difficulty
    category = checklist.category(of: item)
    reference = item.reference
  }
}

/// What one version of a checklist says of all its items.
package struct ChecklistRules: Sendable, Hashable, Codable {
  package var source: String
  package var riskModel: RiskModel
  package var criteria: CriteriaList?

  package init(_ checklist: Checklist) {
    source = checklist.source
    riskModel = checklist.riskModel
    criteria = checklist.criteria
  }
}
