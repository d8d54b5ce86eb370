import Inspection
import Ledger
import Rectification
import Responsibility

/// Who answers for a hazard by the policy, why it is this one, and what comes when.
struct ResponsibilityView {
  var answer: ResponsibilityAnswer
  var hazard: HazardSummary

  func html(_ viewer: Viewer) -> HTML {
    guard case .answer(let found) = answer else { return viewer.empty(viewer[.noPolicy]) }
    return """
      \(assignment(found, viewer))
      \(viewer.facts([
        (viewer[.policy], "\(found.title.isEmpty ? found.policy : found.title)"),
        (viewer[.decidingRow], row(found, viewer)),
        (viewer[.department], "\(found.answer.department)"),
        (viewer[.deadlineRule], deadline(found, viewer)),
      ]))
      \(chain(found, viewer))
      \(ahead(found, viewer))
      """
  }

  /// Whose the hazard is, where that is not who the policy names now.
  private func assignment(_ found: HazardResponsibility, _ viewer: Viewer) -> HTML? {
    let owner = hazard.rectification.owner
    let named = found.answer.chain.first { $0.awayThrough == nil }?.person
    return owner.isEmpty || owner == named ? nil : "<p>\(viewer[.givenTo, owner])</p>"
  }

  private func row(_ found: HazardResponsibility, _ viewer: Viewer) -> HTML {
    guard let row = found.answer.row, let duty = found.duty else { return "\(viewer[.noRowFits])" }
    let conditions = [
      (Phrase.item, duty.item), (.category, duty.category), (.region, duty.region),
      (.siteType, duty.siteType),
    ].compactMap { name, value in value.map { "\(viewer[name]) \($0)" } }
    let words =
      conditions.isEmpty ? viewer[.everything] : conditions.joined(separator: viewer[.listSeparator])
    return "\(viewer[.rowNumber, viewer.number(row + 1)]) \(words)"
  }

  private func deadline(_ found: HazardResponsibility, _ viewer: Viewer) -> HTML {
    guard let row = found.deadlineRow, let deadline = found.deadline else { return .none }
    let conditions = [
      deadline.level.map { viewer[Phrase($0)] }, deadline.grade.map { viewer[Phrase($0)] }, deadline.category,
    ].compactMap(\.self)
    let words =
      conditions.isEmpty ? viewer[.everything] : conditions.joined(separator: viewer[.listSeparator])
    return """
      \(viewer[.rowNumber, viewer.number(row + 1)]) \(words): \(viewer[.within, viewer.words(deadline.within)])
      """
  }

  /// Everybody who is asked in turn; the first who is there answers.
  private func chain(_ found: HazardResponsibility, _ viewer: Viewer) -> HTML {
    let answering = hazard.state == .open ? found.answer.chain.firstIndex { $0.awayThrough == nil } : nil
    let links = found.answer.chain.enumerated().html { index, link in
      let away: HTML? = link.awayThrough.map {
        " <span class=\"muted\">\(viewer[.awayThrough, viewer.formats.date($0)])</span>"
      }
      let mark: HTML = index == answering ? " <span class=\"mark\">\(viewer[.answersNow])</span>" : .none
      let region: HTML? = link.region.map { ", \($0.name)" }
      return
        "<li>\(link.person) <span class=\"sub\">\(viewer[Phrase(link.role)])\(region)</span>\(mark)\(away)</li>\n"
    }
    return links.isEmpty ? .none : "<h3>\(viewer[.fallbackChain])</h3><ol class=\"chain\">\(links)</ol>"
  }

  private func ahead(_ found: HazardResponsibility, _ viewer: Viewer) -> HTML {
    let steps = found.ahead.html { event in
      let told: HTML = event.details.owner.isEmpty ? .none : " → \(event.details.owner)"
      return "<li>\(viewer.time(event.at)) \(viewer[Phrase(event.action)])\(told)</li>\n"
    }
    return steps.isEmpty ? .none : "<h3>\(viewer[.whatComes])</h3><ul class=\"plain small\">\(steps)</ul>"
  }
}

extension Phrase {
  fileprivate init(_ role: DutyAnswer.Link.Role) {
    switch role {
    case .owner: self = .owner
    case .backup: self = .backupOwner
    case .siteOwner: self = .siteOwner
    case .head: self = .regionHead
    case .deputy: self = .regionDeputy
    }
  }
}

extension Viewer {
  fileprivate func words(_ period: Period) -> String {
    let unit: Phrase =
      switch period.unit {
      case .hours: .periodHours
      case .days: .periodDays
      case .workingDays: .periodWorkingDays
      }
    return self[unit, number(period.count)]
  }
}
