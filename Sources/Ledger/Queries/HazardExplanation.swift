package import Inspection

/// Why a hazard stands as it does: every finding with the rules that judged it.
package struct HazardExplanation: Sendable, Hashable {
  package var summary: HazardSummary
  /// In event time; not empty.
  package var findings: [ExplainedFinding]

  package init(summary: HazardSummary, findings: [ExplainedFinding]) {
    self.summary = summary
    self.findings = findings
  }

  /// Findings of the present episode: those since the hazard was opened, or opened again. Level and grade are
  /// the worst of them.
  package var episode: [ExplainedFinding] { findings.filter { $0.at >= summary.openedAt } }

  /// The finding that the level comes from: the latest with it.
  package var levelFinding: ExplainedFinding? { episode.last { $0.level == summary.level } }
  package var gradeFinding: ExplainedFinding? { episode.last { $0.grade == summary.grade } }
}

/// One finding of a hazard, with the version of the checklist that it was made by.
package struct ExplainedFinding: Sendable, Hashable {
  /// A version of a checklist.
  package struct Edition: Sendable, Hashable {
    package var id: String
    package var version: String
    package var digest: String
    /// Nil where the ledger took it in before it kept rules.
    package var rules: ChecklistRules?

    package init(id: String, version: String, digest: String, rules: ChecklistRules?) {
      self.id = id
      self.version = version
      self.digest = digest
      self.rules = rules
    }
  }

  package var at: Timestamp
  package var acceptedAt: Timestamp?
  package var campaign: String
  package var seq: UInt64
  package var person: String
  package var reason: String
  package var evidence: [String]
  /// The type that the site had at the inspection; where the ledger does not keep that, the one that it has now.
  package var siteType: String
  /// As the worker classified it by itself.
  package var ownLevel: HazardLevel
  package var grade: RiskGrade
  package var checklist: Edition
  /// Nil where the ledger took the checklist in before it kept rules.
  package var rule: ItemRule?
  /// The combination that raises it; nil for none.
  package var combination: Criterion?

  package init(
    at: Timestamp, acceptedAt: Timestamp?, campaign: String, seq: UInt64, person: String, reason: String,
    evidence: [String], siteType: String, ownLevel: HazardLevel, grade: RiskGrade, checklist: Edition,
    rule: ItemRule?,
    combination: Criterion?
  ) {
    self.at = at
    self.acceptedAt = acceptedAt
    self.campaign = campaign
    self.seq = seq
    self.person = person
    self.reason = reason
    self.evidence = evidence
    self.siteType = siteType
    self.ownLevel = ownLevel
    self.grade = grade
    self.checklist = checklist
    self.rule = rule
    self.combination = combination
  }

  package var level: HazardLevel { max(ownLevel, combination?.level ?? ownLevel) }

  /// What a profile made of the item at this site; nil where none did.
  package var refinement: ItemRule.Refinement? { rule?.refinement(at: siteType) }

  /// What the rules give, as the worker applied them, to say what decided; nil without rules.
  package func classification(item: String) -> Classification? {
    guard let rule, let rules = checklist.rules else { return nil }
    return Classification(
      item: item, category: rule.category, own: refinement?.level ?? rule.level, risk: rule.risk,
      model: rules.riskModel,
      criteria: rules.criteria?.single ?? [], siteType: siteType)
  }
}
