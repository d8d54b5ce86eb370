import Figures
import Inspection
package import Ledger

/// One campaign: how far it is, what it found, what it left out, and what stands in the way of its end.
package struct CampaignPage: Sendable {
  package var detail: CampaignDetail
  package var items: [ItemTotals]
  package var coverage: CoverageReport?
  package var missing: OutstandingPage?
  package var dead: OutstandingPage?
  package var errors: CheckErrorPage?
  /// What the page says of the gate is said of this one.
  package static let demands = CampaignGate(zero: .major)

  /// What stands in the way of acceptance; empty where the gate is open.
  package var obstacles: [CampaignGate.Obstacle]
  package var acceptance: CampaignAcceptance?
  /// Some of the sites at which something is left to inspect.
  package var toInspect: [SiteToInspect] = []
  /// What was just done about it.
  package var done: CampaignActionPage.Action?

  package init(
    detail: CampaignDetail, items: [ItemTotals] = [], coverage: CoverageReport? = nil,
    missing: OutstandingPage? = nil, dead: OutstandingPage? = nil, errors: CheckErrorPage? = nil,
    obstacles: [CampaignGate.Obstacle] = [], acceptance: CampaignAcceptance? = nil
  ) {
    self.detail = detail
    self.items = items
    self.coverage = coverage
    self.missing = missing
    self.dead = dead
    self.errors = errors
    self.obstacles = obstacles
    self.acceptance = acceptance
  }

  private var status: CampaignStatus { detail.status }
  private static let shownItems = 15

  package func page(_ viewer: Viewer) -> Page {
    var page = Page(
      status.shownTitle(viewer), in: .campaigns, crumbs: [.init(viewer[.campaigns], "/campaigns")],
      body: """
        \(figures(viewer))
        <div class="columns split">
        <div class="stack">
        \(sections(viewer))
        \(worstItems(viewer))
        \(errorList(viewer))
        </div>
        <div class="stack">
        \(progress(viewer))
        \(gate(viewer))
        \(inspecting(viewer))
        \(uninspected(viewer))
        \(facts(viewer))
        </div>
        </div>
        """)
    page.aside = viewer.badge(status.phase)
    if let done {
      page.notice = .init(.done, viewer[done == .accept ? .campaignIsAccepted : .campaignIsCancelled])
    }
    if !status.phase.isFinal { page.live = .stream(PagePath.path("v1", "campaigns", status.id, "stream")) }
    return page
  }

  private var path: String { PagePath.path("campaigns", status.id) }

  // MARK: Figures

  private func figures(_ viewer: Viewer) -> HTML {
    let failed = HazardSelection.path { $0.campaign = status.id }
    let open = HazardSelection.path {
      $0.campaign = status.id
      $0.state = .open
    }
    return """
      <div class="figures">
      \(viewer.figure(
        viewer[.progress], viewer.percent(status.progress),
        "\(viewer[.ofTasks, viewer.number(status.taskOutcomes.total), viewer.number(status.tasks)])", path: "#progress"))\
      \(viewer.figure(
        viewer[.throughput], speed(viewer), "\(remaining(viewer))", path: "#progress"))\
      \(viewer.figure(
        viewer[.failedChecks], viewer.number(status.outcomes[.fail]), "\(viewer[.hazardsOfIt])", path: failed,
        isBad: false))\
      \(viewer.figure(
        viewer[.coverage], viewer.percent(status.coverage), "\(viewer[.coverageHint])", path: "#uninspected"))\
      \(viewer.figure(
        viewer[.deadTasks], viewer.number(status.taskOutcomes.dead), "\(viewer[.deadHint])", path: "#gate",
        isBad: status.taskOutcomes.dead > 0))\
      </div>
      <p class="tools"><a class="button" href="\(open)">\(viewer[.openOfCampaign])</a>\(actions(viewer))</p>
      """
  }

  /// The ways to the forms about the campaign itself.
  private func actions(_ viewer: Viewer) -> HTML {
    let accept: HTML =
      viewer.mayAcceptCampaigns && acceptance == nil && status.phase == .complete
      ? " <a class=\"button\" href=\"\(CampaignActionPage.path(status.id, .accept))\">\(viewer[.acceptCampaign])</a>"
      : .none
    let cancel: HTML =
      viewer.mayOperate && (status.phase == .running || status.phase == .launching)
      ? " <a class=\"button\" href=\"\(CampaignActionPage.path(status.id, .cancel))\">\(viewer[.cancelCampaign])</a>"
      : .none
    return accept + cancel
  }

  /// How what got lost, or died, is sent again: that takes the files which the campaign was launched with.
  private func reconciling(_ viewer: Viewer) -> HTML {
    let isStuck = (missing?.total ?? 0) > 0 && status.phase != .launching || status.taskOutcomes.dead > 0
    guard viewer.mayOperate, isStuck else { return .none }
    let dead: HTML = status.taskOutcomes.dead > 0 ? " --dead" : .none
    return """
      <p class="hint">\(viewer[.reconcileHint])</p>
      <pre><code>hazard-producer reconcile campaign.yaml --api … --dry-run\(dead)</code></pre>
      """
  }

  /// From the opening to its end, or to now.
  private func elapsed(_ viewer: Viewer) -> Int64 {
    max(1, (status.completedAt ?? viewer.formats.now).milliseconds - status.openedAt.milliseconds)
  }

  private func perSecond(_ viewer: Viewer) -> Double {
    Double(status.taskOutcomes.total) * 1_000 / Double(elapsed(viewer))
  }

  private func speed(_ viewer: Viewer) -> String {
    let speed = perSecond(viewer)
    return speed >= 1
      ? viewer[.perSecond, viewer.number(Int(speed.rounded()))]
      : viewer[.perHour, viewer.number(Int((speed * 3_600).rounded()))]
  }

  /// How long it takes yet at the average speed so far.
  private func remaining(_ viewer: Viewer) -> String {
    guard !status.phase.isFinal else { return viewer[.took, viewer.formats.duration(elapsed(viewer))] }
    let speed = perSecond(viewer)
    guard speed > 0 else { return viewer[.noSpeedYet] }
    let seconds = Double(status.tasks - status.taskOutcomes.total) / speed
    return viewer[.remaining, viewer.formats.duration(Int64((seconds * 1_000).rounded()))]
  }

  // MARK: Progress

  private func progress(_ viewer: Viewer) -> HTML {
    let ended = status.taskOutcomes
    let missing = max(0, status.tasks - ended.total)
    let rows: [(Phrase, Int)] = [
      (.tasksChecked, ended.checked), (.deadTasks, ended.dead), (.tasksCancelled, ended.cancelled),
      (.tasksMissing, missing),
    ]
    let tasks = Table(
      viewer[.tasks], [.text(viewer[.tasks]), .number(viewer[.number])],
      rows: rows.map { ["\(viewer[$0.0])", "\(viewer.number($0.1))"] })
    return viewer.card(
      viewer[.progress], id: "progress",
      """
      \(viewer.bar(status.progress, status.progressWords(viewer)))
      \(tasks.html)
      \(ranges(self.missing, .tasksMissing, viewer))\(ranges(dead, .deadTasks, viewer))
      \(reconciling(viewer))
      """)
  }

  /// Which tasks they are, as far as a line holds them.
  private func ranges(_ page: OutstandingPage?, _ title: Phrase, _ viewer: Viewer) -> HTML {
    guard let page, page.total > 0 else { return .none }
    let list = page.ranges.prefix(12).map { range in
      range.count == 1 ? String(range.lowerBound) : "\(range.lowerBound)–\(range.upperBound)"
    }
    let rest = page.ranges.count > list.count || page.next != nil ? " …" : ""
    return """
      <p class="sub">\(viewer[title]) (\(viewer.number(page.total))): <code>\(list.joined(separator: ", "))\(rest)</code></p>
      """
  }

  // MARK: Results

  private static let shownSections = 12

  /// The sections that fail most; all of them, in the checklist's order, behind these.
  private func sections(_ viewer: Viewer) -> HTML {
    let all = detail.sections
    guard !all.isEmpty else {
      return viewer.card(viewer[.resultsBySection], viewer.empty(viewer[.nothingYet]))
    }
    guard all.count > Self.shownSections else {
      return viewer.card(viewer[.resultsBySection], table(all, viewer[.resultsBySection], viewer).html)
    }
    let worst = all.sorted { Self.failing($0.outcomes) ?? -1 > Self.failing($1.outcomes) ?? -1 }
    let title = viewer[.allSections, viewer.number(all.count)]
    return viewer.card(
      viewer[.sectionsFailedMost],
      """
      \(table(Array(worst.prefix(Self.shownSections)), viewer[.sectionsFailedMost], viewer).html)
      <details class="data"><summary>\(title)</summary>\(table(all, title, viewer).html)</details>
      """)
  }

  private func table(_ sections: [CampaignDetail.SectionTotals], _ caption: String, _ viewer: Viewer) -> Table
  {
    Table(
      caption,
      [
        .text(viewer[.section]), .number(viewer[.outcomePass]), .number(viewer[.outcomeFail]),
        .number(viewer[.undecided]), .text(viewer[.failing]),
      ],
      rows: sections.map { section in
        let counts = section.outcomes
        let undecided = counts[.error] + counts[.unknown] + counts[.notchecked]
        return [
          "\(section.title.isEmpty ? section.id : section.title)", "\(viewer.number(counts[.pass]))",
          "\(viewer.number(counts[.fail]))", "\(viewer.number(undecided))", failing(counts, viewer),
        ]
      })
  }

  /// Failed checks of those with a verdict; nil without any.
  private static func failing(_ counts: OutcomeCounts) -> Double? {
    let decided = counts[.pass] + counts[.fail]
    return decided == 0 ? nil : Double(counts[.fail]) / Double(decided)
  }

  private func failing(_ counts: OutcomeCounts, _ viewer: Viewer) -> HTML {
    Self.failing(counts).map { viewer.bar($0, viewer.percent($0)) } ?? "–"
  }

  private func worstItems(_ viewer: Viewer) -> HTML {
    let worst = items.filter { $0.outcomes[.fail] > 0 }
      .sorted { ($0.outcomes[.fail], $1.item) > ($1.outcomes[.fail], $0.item) }.prefix(Self.shownItems)
    let table = Table(
      viewer[.itemsFailedMost],
      [.text(viewer[.item]), .number(viewer[.outcomeFail]), .text(viewer[.failing])],
      rows: worst.map { item in
        let path = HazardSelection.path {
          $0.campaign = status.id
          $0.item = item.item
        }
        return [
          "<a href=\"\(path)\">\(item.text)</a><span class=\"sub\"><code>\(item.item)</code></span>",
          "\(viewer.number(item.outcomes[.fail]))", failing(item.outcomes, viewer),
        ]
      })
    return viewer.card(
      viewer[.itemsFailedMost], worst.isEmpty ? viewer.empty(viewer[.nothingYet]) : table.html)
  }

  private func errorList(_ viewer: Viewer) -> HTML {
    guard let errors, errors.total > 0 else { return .none }
    let table = Table(
      viewer[.checkErrors],
      [.text(viewer[.item]), .text(viewer[.site]), .text(viewer[.result]), .text(viewer[.reason])],
      rows: errors.errors.map { error in
        [
          "\(error.itemText)<span class=\"sub\"><code>\(error.item)</code> · \(viewer[.task]) \(String(error.seq))</span>",
          "<a href=\"\(PagePath.path("sites", error.site))\">\(error.siteName)</a>",
          "\(viewer[Phrase(error.outcome)])", "\(viewer.reason(error.reason))",
        ]
      })
    return viewer.card(
      viewer[.checkErrors],
      "<p class=\"hint\">\(viewer[.checkErrorsHint, viewer.number(errors.total)])</p>" + table.html)
  }

  // MARK: End

  private func gate(_ viewer: Viewer) -> HTML {
    let accepted: HTML? = acceptance.map {
      "<p class=\"notice done\">\(viewer[.campaignAccepted, $0.person]) \(viewer.time($0.at))</p>"
    }
    let lines = obstacles.html { "<li>\($0.words(status, Self.demands, viewer))</li>" }
    let state: HTML =
      obstacles.isEmpty
      ? "<p><span class=\"stage closed\">\(viewer[.gateOpen])</span></p>"
      : "<p><span class=\"stage open\">\(viewer[.gateClosed])</span></p><ul class=\"plain small\">\(lines)</ul>"
    return viewer.card(
      viewer[.gate], more: (viewer[.certificates], path + "/certificates"), id: "gate",
      "\(accepted)\(state)<p class=\"hint\">\(viewer[.gateHint])</p>")
  }

  /// The way to the forms, for those who fill them in.
  private func inspecting(_ viewer: Viewer) -> HTML {
    guard viewer.maySubmit, !toInspect.isEmpty else { return .none }
    let sites = toInspect.html { site in
      """
      <li><a href="\(InspectionFormPage.path(status.id, site.site))">\(viewer[.inspect]) \(site.name)</a> \
      <span class="muted">\(viewer[.checksLeft, viewer.number(site.left)])</span></li>

      """
    }
    return viewer.card(viewer[.toInspect], id: "inspect", "<ul class=\"plain small\">\(sites)</ul>")
  }

  private func uninspected(_ viewer: Viewer) -> HTML {
    guard let coverage else { return .none }
    let sites = coverage.missingSites.html { site in
      "<li><a href=\"\(PagePath.path("sites", site.id))\">\(site.name)</a> <span class=\"muted\">\(site.group)</span></li>\n"
    }
    let items = coverage.missingItems.prefix(20).html { "<li><code>\($0.id)</code> \($0.name)</li>\n" }
    let more: HTML = coverage.next == nil ? .none : "<p class=\"sub\">…</p>"
    return viewer.card(
      viewer[.notInspected], id: "uninspected",
      """
      \(viewer.share(viewer[.sites], coverage.sites))\(viewer.share(viewer[.items], coverage.items))
      \(sites.isEmpty ? HTML.none : "<h3>\(viewer[.sitesNotInspected])</h3><ul class=\"plain small\">\(sites)</ul>\(more)")
      \(items.isEmpty ? HTML.none : "<h3>\(viewer[.itemsNotInspected])</h3><ul class=\"plain small\">\(items)</ul>")
      """)
  }

  private func facts(_ viewer: Viewer) -> HTML {
    let cancelled: HTML =
      status.cancellation.map { "\(viewer.time($0.cancelledAt)) \($0.person) \($0.reason)" } ?? .none
    return viewer.card(
      viewer[.about],
      viewer.facts([
        (viewer[.number], "<code>\(status.id)</code>"),
        (viewer[.checklist], "\(status.checklist) \(status.checklistVersion)"),
        (viewer[.sites], "\(viewer.number(status.sites))"),
        (viewer[.checks], "\(viewer.number(status.checks))"),
        (viewer[.opened], viewer.time(status.openedAt)),
        (viewer[.sealed], status.sealedAt.map(viewer.time) ?? .none),
        (viewer[.completed], status.completedAt.map(viewer.time) ?? .none),
        (viewer[.phaseCancelled], cancelled),
        (viewer[.due], status.dueAt.map(viewer.time) ?? .none),
        (viewer[.lateInspections], status.dueAt == nil ? "" : "\(viewer.number(status.lateInspections))"),
        (viewer[.lateResults], status.lateResults == 0 ? "" : "\(viewer.number(status.lateResults))"),
      ]))
  }
}

extension Viewer {
  /// A share with what it is counted from.
  func share(_ title: String, _ share: Share) -> HTML {
    bar(share.value ?? 0, "\(title): \(counted(share))")
  }

  /// A share in figures.
  func counted(_ share: Share) -> String {
    "\(percent(share.value)) (\(number(share.numerator)) / \(number(share.denominator)))"
  }
}

extension CampaignGate.Obstacle {
  /// What stands in the way, in the viewer's language.
  func words(_ status: CampaignStatus, _ gate: CampaignGate, _ viewer: Viewer) -> String {
    let number = viewer.number(count) + (isCountExact ? "" : "+")
    return switch what {
    case .notComplete: viewer[.obstacleNotComplete, viewer[Phrase(status.phase)]]
    case .tasks: viewer[.obstacleTasks, number]
    case .hazards: viewer[gate.zero == .major ? .obstacleMajorHazards : .obstacleHazards, number]
    case .team: viewer[.obstacleTeam, number]
    case .coverage:
      viewer[
        .obstacleCoverage, viewer.percent(status.coverage.map { ($0 * 1_000).rounded(.down) / 1_000 }),
        viewer.percent(Double(gate.minimumCoverage) / 1_000)]
    }
  }
}
