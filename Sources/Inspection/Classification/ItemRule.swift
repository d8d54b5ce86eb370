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
  /// What profiles make of it at sites of some types. Nil where none does, and in ledgers of older programs.
  package var refinements: [Refinement]?
  /// How it is asked of an inspector. Nil in ledgers of older programs.
  package var question: ItemQuestion?

  /// The requirement and the level that hold at sites of some types.
  package struct Refinement: Sendable, Hashable, Codable {
    package var profile: String
    package var siteTypes: [String]
    package var requirement: String
    package var level: HazardLevel
  }

  /// - Parameter refined: the item as profiles have it, see `Checklist.refinedBySiteType`.
  package init(
    _ item: Checklist.Item, of checklist: Checklist,
    refined: [(edition: Checklist.RefinedChecklist, item: Checklist.Item)] = []
  ) {
    text = item.text
    requirement = Self.words(for: item.requirement)
    probe = item.probe.map(ProbeSyntax.text) ?? ""
    level = item.level
    isRedLine = item.isRedLine
    risk = item.risk
    residual = item.residual
    difficulty = item.difficulty
    category = checklist.category(of: item)
    reference = item.reference
    let refinements = refined.filter { $0.item != item }.map { edition, item in
      Refinement(
        profile: edition.profile, siteTypes: edition.siteTypes,
        requirement: Self.words(for: item.requirement), level: item.level)
    }
    self.refinements = refinements.isEmpty ? nil : refinements
    question = ItemQuestion(item, refined: refined.map(\.item))
  }

  private static func words(for requirement: Requirement) -> String {
    let rule = RequirementSyntax.text(of: requirement)
    return requirement.observes.unit.map { "\(rule) \($0.symbol)" } ?? rule
  }

  /// What a profile makes of it at sites of a type; nil where none does.
  package func refinement(at siteType: String) -> Refinement? {
    refinements?.first { $0.siteTypes.contains(siteType) }
  }
}

/// What one version of a checklist says of all its items.
package struct ChecklistRules: Sendable, Hashable, Codable {
  package var source: String
  package var riskModel: RiskModel
  package var criteria: CriteriaList?
  /// Whether profiles refine items by the type of the site. Nil where none does, and in ledgers of older programs.
  package var isRefined: Bool?

  package init(_ checklist: Checklist) {
    source = checklist.source
    riskModel = checklist.riskModel
    criteria = checklist.criteria
    isRefined = checklist.refinedBySiteType.isEmpty ? nil : true
  }

  /// Whether how bad a finding is depends on the type of its site.
  package var judgesByType: Bool {
    isRefined == true || criteria?.rules.contains { !$0.siteTypes.isEmpty } == true
  }
}
