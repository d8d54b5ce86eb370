import Inspection
import Ledger

/// Why a hazard stands as it does: in words, and as facts for programs.
struct ExplanationAnswer: Encodable {
  struct Statement: Encodable {
    var topic: String
    var text: String
  }

  struct Edition: Encodable {
    var id: String
    var version: String
    var digest: String
    var source: String
  }

  /// What gave the level.
  struct Level: Encodable {
    var level: String
    /// item, profile, criterion or combination; null where the ledger has no rules.
    var by: Nullable<String>
    /// That refines the item at sites of this type; null for none.
    var profile: Nullable<String>
    /// Of the list; null for an item's own level.
    var criteria: Nullable<String>
    var criteriaVersion: Nullable<String>
    var criterion: Nullable<String>
  }

  /// What gave the grade; the factors are null where the item has none.
  struct Grade: Encodable {
    var grade: String
    var method: Nullable<String>
    var likelihood: Nullable<Double>
    /// Null but for LEC.
    var exposure: Nullable<Double>
    var consequence: Nullable<Double>
    var score: Nullable<Double>
    /// Whether a score on a boundary belongs to the worse or the better grade.
    var boundary: Nullable<String>
  }

  struct Finding: Encodable {
    var at: String
    var acceptedAt: Nullable<String>
    var campaign: String
    var seq: UInt64
    var person: String
    var reason: String
    var evidence: [String]
    /// With what a combination made of it.
    var level: String
    var grade: String
    /// The criterion that raised the level; null for none.
    var combination: Nullable<String>
    var checklistVersion: String
    /// Of the site, at the inspection.
    var siteType: String
    /// Whether it counts for the present level and grade.
    var counts: Bool
  }

  var id: String
  var state: String
  var statements: [Statement]
  /// Of the latest finding.
  var checklist: Edition
  var level: Level
  var grade: Grade
  /// Null where the ledger has no rules.
  var redLine: Nullable<Bool>
  var residualGrade: Nullable<String>
  /// Oldest first.
  var findings: [Finding]

  init(_ explanation: HazardExplanation) {
    let summary = explanation.summary
    id = summary.id.description
    state = summary.state.name
    statements = explanation.statements.map { Statement(topic: $0.topic.rawValue, text: $0.text) }
    let latest = explanation.findings.last
    checklist = Edition(
      id: latest?.checklist.id ?? "", version: latest?.checklist.version ?? "",
      digest: latest?.checklist.digest ?? "", source: latest?.checklist.rules?.source ?? "")
    level = Level(explanation)
    grade = Grade(explanation)
    redLine = Nullable(latest?.rule?.isRedLine)
    residualGrade = Nullable(summary.residualGrade?.name)
    findings = explanation.findings.map { Finding($0, counts: $0.at >= summary.openedAt) }
  }
}

extension ExplanationAnswer.Level {
  fileprivate init(_ explanation: HazardExplanation) {
    let finding = explanation.levelFinding
    let classified = finding?.classification(item: explanation.summary.item)
    let refinement = finding?.refinement
    let isRefined = refinement.map { $0.level != finding?.rule?.level } ?? false
    let combination = finding.flatMap { $0.level > $0.ownLevel ? $0.combination : nil }
    let criterion = combination ?? classified?.criterion
    let list = criterion == nil ? nil : finding?.checklist.rules?.criteria
    level = explanation.summary.level.name
    by = Nullable(
      classified.map { _ in
        combination != nil ? "combination" : criterion != nil ? "criterion" : isRefined ? "profile" : "item"
      })
    profile = Nullable(refinement?.profile)
    criteria = Nullable(list?.id)
    criteriaVersion = Nullable(list?.version)
    self.criterion = Nullable(criterion?.id)
  }
}

extension ExplanationAnswer.Grade {
  fileprivate init(_ explanation: HazardExplanation) {
    let finding = explanation.gradeFinding
    let (risk, model) = (finding?.rule?.risk, finding?.checklist.rules?.riskModel)
    grade = explanation.summary.grade.name
    method = Nullable(risk == nil ? nil : model?.method.rawValue)
    likelihood = Nullable(risk?.likelihood)
    exposure = Nullable(model?.method == .lec ? risk?.exposure : nil)
    consequence = Nullable(risk?.consequence)
    score = Nullable(risk.flatMap { model?.score(of: $0) })
    boundary = Nullable(risk == nil ? nil : model?.boundary.rawValue)
  }
}

extension ExplanationAnswer.Finding {
  fileprivate init(_ finding: ExplainedFinding, counts: Bool) {
    self.init(
      at: finding.at.iso8601, acceptedAt: Nullable(finding.acceptedAt?.iso8601), campaign: finding.campaign,
      seq: finding.seq, person: finding.person, reason: finding.reason, evidence: finding.evidence,
      level: finding.level.name, grade: finding.grade.name, combination: Nullable(finding.combination?.id),
      checklistVersion: finding.checklist.version, siteType: finding.siteType, counts: counts)
  }
}
