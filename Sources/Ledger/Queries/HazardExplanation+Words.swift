import Inspection
import Rectification

extension HazardExplanation {
  /// One decision and what it rests on.
  package struct Statement: Sendable, Hashable {
    package enum Topic: String, Sendable, Hashable, CaseIterable {
      case finding, requirement, level, grade
      case redLine = "red line"
      case standing
      case residual = "residual risk"
    }

    package var topic: Topic
    /// A sentence or two.
    package var text: String
  }

  /// Everything that was decided, in words.
  package var statements: [Statement] {
    guard let latest = findings.last else { return [] }
    return [
      .init(topic: .finding, text: words(of: latest)), .init(topic: .requirement, text: requirement(latest)),
      .init(topic: .level, text: levelWords), .init(topic: .grade, text: gradeWords),
      .init(topic: .redLine, text: redLine(latest)), .init(topic: .standing, text: standing),
      .init(topic: .residual, text: residual(latest)),
    ]
  }

  private static let noRules =
    "the ledger took this checklist in before it kept rules, so that only what was recorded can be said"

  private func words(of finding: ExplainedFinding) -> String {
    let person = finding.person.isEmpty ? "" : " by \(finding.person)"
    let place =
      "inspected \(finding.at.iso8601)\(person) in campaign \(finding.campaign), task \(finding.seq)"
    let evidence =
      finding.evidence.isEmpty ? "" : "; evidence: \(finding.evidence.joined(separator: ", "))"
    return "\(finding.reason); \(place)\(evidence)."
  }

  private func requirement(_ finding: ExplainedFinding) -> String {
    let edition = finding.checklist
    let source = edition.rules.map { $0.source.isEmpty ? "" : ", after \($0.source)" } ?? ""
    let list = "checklist \(edition.id), version \(edition.version) (digest \(edition.digest))\(source)"
    guard let rule = finding.rule else { return "Item \(summary.item) of \(list); \(Self.noRules)." }
    let cited = rule.reference.isEmpty ? "" : " (\(rule.reference))"
    let refined = finding.refinement.flatMap { $0.requirement == rule.requirement ? nil : $0 }
    let requirement =
      refined.map { "\($0.requirement) (\(Self.words(for: $0, at: finding)))" } ?? rule.requirement
    let passes = rule.probe.isEmpty ? "passes when \(requirement)" : "is found out by \(rule.probe)"
    return "Item \(summary.item)\(cited) of \(list): \"\(rule.text)\" \(passes)."
  }

  private static func words(for refinement: ItemRule.Refinement, at finding: ExplainedFinding) -> String {
    "as profile \(refinement.profile) refines it at sites of type \"\(finding.siteType)\""
  }

  // MARK: Level

  private var levelWords: String {
    // Without its rules a combination is not known that raised a finding.
    guard let finding = levelFinding else {
      return "\(summary.level.name), as it was recorded; \(Self.noRules)."
    }
    let edition = "in the checklist's version \(finding.checklist.version)"
    if let combination = finding.combination, combination.level > finding.ownLevel {
      let list = finding.checklist.rules?.criteria.map { " of \(Self.name($0))" } ?? ""
      return
        "\(summary.level.name), by combination \(combination.id)\(list): \"\(combination.text)\". At least "
        + "\(combination.count) hazards that it counts were found in the inspection of \(finding.at.iso8601)"
        + "\(Self.place(of: combination, finding)); "
        + "by itself this one is \(finding.ownLevel.name)."
    }
    guard let found = finding.classification(item: summary.item) else {
      return "\(summary.level.name), as the worker recorded it; \(Self.noRules)."
    }
    guard found.level == finding.ownLevel else {
      return
        "\(summary.level.name), as the worker recorded it, for the type that the site had then; \(edition), "
        + "for type \"\(finding.siteType)\", it would be \(found.level.name)."
    }
    if found.criterion == nil, let refinement = finding.refinement, refinement.level != finding.rule?.level {
      return
        "\(summary.level.name): item \(summary.item) has this level \(edition), "
        + "\(Self.words(for: refinement, at: finding)), and no criterion raises it."
    }
    guard let criterion = found.criterion, let list = finding.checklist.rules?.criteria else {
      return
        "\(summary.level.name): item \(summary.item) has this level \(edition), and no criterion raises it."
    }
    return "\(summary.level.name), by criterion \(criterion.id) of \(Self.name(list)): \"\(criterion.text)\"."
  }

  private static func place(of combination: Criterion, _ finding: ExplainedFinding) -> String {
    combination.siteTypes.isEmpty ? "" : " of a site of type \"\(finding.siteType)\""
  }

  private static func name(_ list: CriteriaList) -> String {
    "\(list.id), version \(list.version)" + (list.source.isEmpty ? "" : " (\(list.source))")
  }

  // MARK: Grade

  private var gradeWords: String {
    guard let finding = gradeFinding, let rule = finding.rule, let rules = finding.checklist.rules,
      let found = finding.classification(item: summary.item)
    else { return "\(summary.grade.name), as the worker recorded it; \(Self.noRules)." }
    guard found.grade == summary.grade else {
      return "\(summary.grade.name), as the worker recorded it; by the rules that the ledger has it would be "
        + "\(found.grade.name)."
    }
    guard let risk = rule.risk else {
      return "\(summary.grade.name): the item has no risk factors, and then a hazard is red that is major by "
        + "itself, and blue that is general."
    }
    return "\(summary.grade.name): \(rules.riskModel.words(for: risk))."
  }

  private func redLine(_ finding: ExplainedFinding) -> String {
    guard let rule = finding.rule else { return "Not known: \(Self.noRules)." }
    return rule.isRedLine
      ? "Item \(summary.item) is a red line: its tasks travel in the urgent lane, and its hazards are major."
      : "Item \(summary.item) is no red line."
  }

  // MARK: Standing

  private var standing: String {
    let seen =
      "found \(Self.times(summary.sightings)), of them \(episode.count) in the present episode since "
      + summary.openedAt.iso8601
    let back =
      summary.recurrences == 0 ? "it never came back" : "it came back \(Self.times(summary.recurrences))"
    let end =
      summary.closedAt.map { "closed at \($0.iso8601), when the last acceptance ended its last open finding" }
      ?? "open, since at least one finding has no acceptance"
    return "\(end); \(seen), \(back). Level and grade are the worst of the episode."
  }

  private static func times(_ count: Int) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count) times"
    }
  }

  private func residual(_ finding: ExplainedFinding) -> String {
    guard let risk = finding.rule?.residual, let model = finding.checklist.rules?.riskModel else {
      return "The checklist says nothing of the risk that remains after rectification."
    }
    let when =
      if summary.state == .closed {
        "After rectification the risk is"
      } else if summary.rectification.state == .rectified {
        "It was reported as rectified, which nobody has verified yet; if it is, the risk is"
      } else {
        "Once it is rectified the risk will be"
      }
    return "\(when) \(model.grade(of: risk).name): \(model.words(for: risk))."
  }
}
