import Inspection
import Ledger
import Rectification

/// Why a hazard stands as it does, in the viewer's language. English is the ledger's own; Chinese says the same of
/// what decides, in fewer words.
struct ExplanationWords {
  struct Statement {
    var topic: String
    var text: String
  }

  private var explanation: HazardExplanation
  private var viewer: Viewer
  private var summary: HazardSummary { explanation.summary }

  init(_ explanation: HazardExplanation, _ viewer: Viewer) {
    self.explanation = explanation
    self.viewer = viewer
  }

  var statements: [Statement] {
    switch viewer.language {
    case .english:
      explanation.statements.map { Statement(topic: viewer[Self.title($0.topic)], text: $0.text) }
    case .chinese: chinese
    }
  }

  private static func title(_ topic: HazardExplanation.Statement.Topic) -> Phrase {
    switch topic {
    case .finding: .finding
    case .requirement: .requirement
    case .level: .level
    case .grade: .grade
    case .redLine: .redLine
    case .standing: .standing
    case .residual: .residualRisk
    }
  }

  // MARK: Chinese

  private var chinese: [Statement] {
    guard let latest = explanation.findings.last else { return [] }
    let statements: [(HazardExplanation.Statement.Topic, String)] = [
      (.finding, finding(latest)), (.requirement, requirement(latest)), (.level, level), (.grade, grade),
      (.redLine, redLine(latest)), (.standing, standing), (.residual, residual(latest)),
    ]
    return statements.map { Statement(topic: viewer[Self.title($0.0)], text: $0.1) }
  }

  private static let noRules = "台账收录该清单时尚未保存规则，只能说明当时的记录"

  private func finding(_ finding: ExplainedFinding) -> String {
    let person = finding.person.isEmpty ? "" : "，检查人 \(finding.person)"
    return "\(viewer.reason(finding.reason))。检查时间 \(viewer.formats.time(finding.at))\(person)，"
      + "检查行动 \(finding.campaign)，任务 \(finding.seq)。"
  }

  private func requirement(_ finding: ExplainedFinding) -> String {
    let edition = "清单 \(finding.checklist.id) 第 \(finding.checklist.version) 版"
    guard let rule = finding.rule else { return "\(edition)，检查项 \(summary.item)；\(Self.noRules)。" }
    let refined = finding.refinement.map(\.requirement) ?? rule.requirement
    let how = rule.probe.isEmpty ? "合格条件：\(refined)" : "检测方式：\(rule.probe)"
    return "\(edition)，检查项 \(summary.item)“\(rule.text)”。\(how)。"
  }

  private var level: String {
    let name = viewer[Phrase(summary.level)]
    guard let finding = explanation.levelFinding else { return "\(name)：按记录；\(Self.noRules)。" }
    if let combination = finding.combination, combination.level > finding.ownLevel {
      return "\(name)：同一次检查中发现至少 \(combination.count) 处，符合组合判定标准 \(combination.id)"
        + "“\(combination.text)”；单独看为\(viewer[Phrase(finding.ownLevel)])。"
    }
    guard let found = finding.classification(item: summary.item), found.level == finding.ownLevel else {
      return "\(name)：按检查时的记录。"
    }
    if let criterion = found.criterion, let list = finding.checklist.rules?.criteria {
      return "\(name)：符合判定标准 \(list.id)（\(list.version)）第 \(criterion.id) 条“\(criterion.text)”。"
    }
    return "\(name)：清单第 \(finding.checklist.version) 版规定检查项 \(summary.item) 为此级别，没有标准将其提高。"
  }

  private var grade: String {
    let name = viewer[Phrase(summary.grade)]
    guard let finding = explanation.gradeFinding, let rules = finding.checklist.rules,
      finding.classification(item: summary.item)?.grade == summary.grade
    else { return "\(name)：按检查时的记录。" }
    guard let risk = finding.rule?.risk else {
      return "\(name)：该检查项没有风险参数；此时重大隐患为红色，一般隐患为蓝色。"
    }
    return "\(name)：\(factors(risk, rules.riskModel))。"
  }

  private func factors(_ risk: RiskFactors, _ model: RiskModel) -> String {
    let score = Self.plain(model.score(of: risk))
    let (l, c) = (Self.plain(risk.likelihood), Self.plain(risk.consequence))
    switch model.method {
    case .matrix: return "可能性 \(l) × 后果 \(c) = \(score)（风险矩阵）"
    case .lec: return "D = 可能性 \(l) × 暴露频率 \(Self.plain(risk.exposure)) × 后果 \(c) = \(score)（LEC 法）"
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private func redLine(_ finding: ExplainedFinding) -> String {
    guard let rule = finding.rule else { return "未知：\(Self.noRules)。" }
    return rule.isRedLine ? "检查项 \(summary.item) 为红线：任务优先，隐患一律为重大。" : "检查项 \(summary.item) 不是红线。"
  }

  private var standing: String {
    let end =
      summary.closedAt.map { "已于 \(viewer.formats.time($0)) 销号" } ?? "未销号：至少一次发现尚未验收"
    let back = summary.recurrences == 0 ? "未复发" : "复发 \(summary.recurrences) 次"
    return "\(end)；共发现 \(summary.sightings) 次，其中本轮 \(explanation.episode.count) 次，\(back)。"
  }

  private func residual(_ finding: ExplainedFinding) -> String {
    guard let risk = finding.rule?.residual, let model = finding.checklist.rules?.riskModel else {
      return "清单未说明整改后的剩余风险。"
    }
    return "整改后的剩余风险：\(viewer[Phrase(model.grade(of: risk))])，\(factors(risk, model))。"
  }
}
