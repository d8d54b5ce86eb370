import Inspection

/// Judges the profiles of a checklist whose items are known.
struct ProfileReader {
  static let maximumProfiles = 200

  let checklist: Checklist
  /// By item id.
  let observables: [String: Observable]

  func profiles(_ drafts: [ProfileDraft], log: inout IssueLog) -> [Checklist.Profile] {
    if drafts.count > Self.maximumProfiles {
      log.report(drafts[Self.maximumProfiles].id.issue("more than \(Self.maximumProfiles) profiles"))
      return []
    }
    let before = log.total
    var profiles: [Checklist.Profile] = []
    var places: [String: ValidationIssue.Location] = [:]
    var typePlaces: [String: String] = [:]
    for draft in drafts {
      if let first = places[draft.id.text] {
        log.report(draft.id.issue("profile \"\(draft.id.text)\" is already on line \(first.line ?? 0)"))
      }
      places[draft.id.text] = places[draft.id.text] ?? draft.id.location
      if let fault = Identifier.fault(in: draft.id.text) { log.report(draft.id.issue(fault)) }
      profiles.append(profile(draft, log: &log))
      for type in draft.siteTypes {
        if let other = typePlaces.updateValue(draft.id.text, forKey: type.text) {
          log.report(type.issue("profile \"\(other)\" applies to sites of type \"\(type.text)\" already"))
        }
      }
    }
    checkBases(drafts, profiles, log: &log)
    if log.total == before { checkSelections(drafts, profiles, log: &log) }
    return profiles
  }

  private func profile(_ draft: ProfileDraft, log: inout IssueLog) -> Checklist.Profile {
    let sections = Set(checklist.sections.map(\.id))
    var steps: [Checklist.Profile.Step] = []
    for step in draft.steps {
      do throws(RequirementSyntax.Failure) {
        steps.append(try ProfileSyntax.parse(step.text, sections: sections) { observables[$0] })
      } catch {
        log.report(step.issue(error.description))
      }
    }
    for type in draft.siteTypes {
      if let fault = Identifier.fault(in: type.text) {
        log.report(type.issue("a site type \(fault)"))
      } else if type.text.utf8.contains(UInt8(ascii: "|")) {
        log.report(type.issue("\"\(type.text)\" has a | in it, which separates site types"))
      }
    }
    return Checklist.Profile(
      id: draft.id.text, title: draft.title, base: draft.base?.text ?? "",
      siteTypes: draft.siteTypes.map(\.text), steps: steps)
  }

  private func checkBases(_ drafts: [ProfileDraft], _ profiles: [Checklist.Profile], log: inout IssueLog) {
    let byID = Dictionary(profiles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for draft in drafts {
      guard let base = draft.base, !base.text.isEmpty else { continue }
      guard byID[base.text] != nil else {
        let hint = NearestName.hint(for: base.text, among: byID.keys.sorted())
        log.report(base.issue("there is no profile \"\(base.text)\"\(hint)"))
        continue
      }
      var (current, steps) = (base.text, 0)
      while let next = byID[current]?.base, !next.isEmpty, steps <= profiles.count {
        (current, steps) = (next, steps + 1)
      }
      if steps > profiles.count { log.report(base.issue("profiles build on each other in a circle")) }
    }
  }

  /// A profile of which nothing is left would inspect nothing, and nobody would notice.
  private func checkSelections(
    _ drafts: [ProfileDraft], _ profiles: [Checklist.Profile], log: inout IssueLog
  ) {
    var whole = checklist
    whole.profiles = profiles
    for (draft, profile) in zip(drafts, profiles) {
      let selection = whole.selection(by: profile)
      if !selection.contains(true) {
        log.report(draft.id.issue("profile \"\(profile.id)\" selects no item"))
        continue
      }
      for type in draft.siteTypes {
        let applies = zip(checklist.items, selection).contains { item, isSelected in
          isSelected && (item.siteTypes.isEmpty || item.siteTypes.contains(type.text))
        }
        if !applies {
          log.report(
            type.issue(
              "profile \"\(profile.id)\" selects no item that applies to sites of type \"\(type.text)\""))
        }
      }
      for item in whole.refined(by: profile).items where item.isRedLine && item.level != .major {
        log.report(draft.id.issue("makes the red-line item \"\(item.id)\" general; it must be major"))
      }
    }
  }
}
