/// A versioned list of what is inspected, in sections, with the data that classifies what fails.
package struct Checklist: Sendable, Hashable {
  package var id: String
  package var title: String
  package var version: String
  /// The standards and regulations that it leans on.
  package var source: String
  package var riskModel: RiskModel
  package var sections: [Section]
  /// All items in order; an item's position is its index in tasks and results.
  package var items: [Item]
  /// Ways to choose among the items and to refine them.
  package var profiles: [Profile]
  /// Nil where only the items' own levels count.
  package var criteria: CriteriaList?

  /// A group of items.
  package struct Section: Sendable, Hashable {
    package var id: String
    package var title: String
    /// The hazard category of its items, such as "fire"; may be empty.
    package var category: String

    package init(id: String, title: String, category: String = "") {
      self.id = id
      self.title = title
      self.category = category
    }
  }

  /// One thing to inspect.
  package struct Item: Sendable, Hashable {
    package var id: String
    package var text: String
    /// The position of its section in `sections`.
    package var section: Int
    package var requirement: Requirement
    /// The level of the hazard that its failure is.
    package var level: HazardLevel
    /// Nil where only `level` is known; the grade is then blue for general and red for major hazards.
    package var risk: RiskFactors?
    /// Stops everything: its tasks travel in the urgent lane.
    package var isRedLine: Bool
    /// Overrides its section's category when not empty.
    package var category: String
    /// Who is responsible for its rectification; may be empty.
    package var department: String
    /// The standard that requires it; may be empty.
    package var reference: String
    package var evidence: EvidenceRule?
    /// The site types that it applies to; empty means all.
    package var siteTypes: [String]
    /// What must hold for it to apply; nil where it always does.
    package var condition: Rule?
    /// How much it counts beside the others, as XCCDF weighs its rules; 1 where nothing is said.
    package var weight: Double
    /// Nil where an inspector or a record says what is observed.
    package var probe: Probe?
    /// The risk that remains after rectification, on the scales of `risk`; nil where nobody estimated it.
    package var residual: RiskFactors?
    package var difficulty: Difficulty?

    package init(
      id: String, text: String, section: Int, requirement: Requirement, level: HazardLevel = .general,
      risk: RiskFactors? = nil, isRedLine: Bool = false, category: String = "", department: String = "",
      reference: String = "", evidence: EvidenceRule? = nil, siteTypes: [String] = [],
      condition: Rule? = nil, weight: Double = 1, probe: Probe? = nil
    ) {
      self.id = id
      self.text = text
      self.section = section
      self.requirement = requirement
      self.level = level
      self.risk = risk
      self.isRedLine = isRedLine
      self.category = category
      self.department = department
      self.reference = reference
      self.evidence = evidence
      self.siteTypes = siteTypes
      self.condition = condition
      self.weight = weight
      self.probe = probe
    }
  }

  /// What can be attached to an observation.
  package enum EvidenceKind: String, Sendable, Hashable, CaseIterable, Codable {
    case photo, document
  }

  package init(
    id: String, title: String, version: String, source: String = "",
    riskModel: RiskModel = .standardMatrix, sections: [Section], items: [Item],
    profiles: [Profile] = []
  ) {
    self.id = id
    self.title = title
    self.version = version
    self.source = source
    self.riskModel = riskModel
    self.sections = sections
    self.items = items
    self.profiles = profiles
  }
}
