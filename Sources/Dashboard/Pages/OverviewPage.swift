import Inspection
package import Ledger
import Rectification

/// The ledger at a glance: what runs, what is open, what is late, and which way it goes.
package struct OverviewPage: Sendable {
  package var overview: LedgerOverview
  /// The newest first.
  package var campaigns: [CampaignStatus]
  /// Oldest first.
  package var months: [MonthTotals]
  /// How many there are, and the worst of them.
  package var overdue: HazardPage
  /// Regions side by side: the roots, or what lies below a single one.
  package var regions: RegionReport

  package init(
    overview: LedgerOverview, campaigns: [CampaignStatus], months: [MonthTotals], overdue: HazardPage,
    regions: RegionReport
  ) {
    self.overview = overview
    self.campaigns = campaigns
    self.months = months
    self.overdue = overdue
    self.regions = regions
  }

  /// Months in the chart.
  private static let shownMonths = 12
  private static let shownCampaigns = 6

  package func page(_ viewer: Viewer) -> Page {
    var page = Page(
      viewer[.overview], in: .overview,
      body: """
        \(figures(viewer))
        <div class="columns">
        \(risks(viewer))
        \(running(viewer))
        \(late(viewer))
        \(viewer.scope == nil ? trend(viewer) : "")
        \(places(viewer))
        </div>
        """)
    page.live = .stream("/v1/stream")
    return page
  }

  private func figures(_ viewer: Viewer) -> HTML {
    let hazards = overview.hazards
    let open = HazardSelection.path { $0.state = .open }
    let major = HazardSelection.path {
      $0.state = .open
      $0.level = .major
    }
    return """
      <div class="figures">
      \(viewer.figure(
        viewer[.openHazards], viewer.number(hazards.open),
        "\(viewer[.ofAllFound, viewer.number(hazards.hazards)])", path: open))\
      \(viewer.figure(
        viewer[.openMajor], viewer.number(hazards.openMajor),
        "\(viewer[.ofAllMajor, viewer.number(hazards.major)])", path: major, isBad: hazards.openMajor > 0))\
      \(viewer.figure(
        viewer[.overdue], viewer.total(overdue), "\(viewer[.pastDeadline])",
        path: HazardSelection.path { $0.overdueAt = viewer.formats.now }, isBad: overdue.total > 0))\
      \(viewer.figure(
        viewer[.settlementRate], viewer.percent(hazards.settlementRate),
        "\(viewer[.closedOfAll, viewer.number(hazards.closed), viewer.number(hazards.hazards)])",
        path: "/regions"))\
      \(viewer.figure(
        viewer[.sites], viewer.number(overview.sites),
        "\(viewer[.inspections, viewer.number(overview.results)])", path: "/sites"))\
      </div>
      """
  }

  // MARK: Risks

  /// Open hazards by level and grade; each number leads to its list.
  private func risks(_ viewer: Viewer) -> HTML {
    let grades = RiskGrade.allCases.reversed() as [RiskGrade]
    let head = grades.html { "<th scope=\"col\">\(viewer.badge($0))</th>" }
    let rows = ([.major, .general] as [HazardLevel]).html { level in
      let cells = grades.html { grade in cell(level, grade, viewer) }
      let total = grades.reduce(0) { $0 + overview.hazards.open(level, $1) }
      return """
        <tr><th scope="row">\(viewer.badge(level))</th>\(cells)<td class="number total">\(viewer.number(total))</td></tr>

        """
    }
    return viewer.card(
      viewer[.openByRisk],
      """
      <div class="scroll" tabindex="0" role="region" aria-label="\(viewer[.openByRisk])"><table class="matrix"><caption class="unseen">\(viewer[.openByRisk])</caption>
      <thead><tr><td></td>\(head)<th scope="col" class="number">\(viewer[.total])</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p class="hint">\(viewer[.gradeHint])</p>
      """)
  }

  private func cell(_ level: HazardLevel, _ grade: RiskGrade, _ viewer: Viewer) -> HTML {
    let count = overview.hazards.open(level, grade)
    guard count > 0 else { return "<td class=\"number muted\">0</td>" }
    let path = HazardSelection.path {
      $0.state = .open
      $0.level = level
      $0.grade = grade
    }
    let words = viewer[.listOf, viewer[Phrase(level)], viewer[Phrase(grade)]]
    return """
      <td class="number"><a class="cell \(grade.name)" href="\(path)" aria-label="\(words): \(viewer.number(count))">\
      \(viewer.number(count))</a></td>
      """
  }

  // MARK: Campaigns

  private func running(_ viewer: Viewer) -> HTML {
    // Re-inspections are many, small and soon over.
    let own = campaigns.filter { !$0.isReinspection }
    let shown = own.filter { !$0.phase.isFinal } + own.filter(\.phase.isFinal)
    let rows = shown.prefix(Self.shownCampaigns).html { campaign in
      """
      <li><div class="row"><a href="\(PagePath.path("campaigns", campaign.id))">\(campaign.shownTitle(viewer))</a>\
      \(viewer.badge(campaign.phase))</div>
      \(viewer.bar(campaign.progress, campaign.progressWords(viewer)))</li>

      """
    }
    return viewer.card(
      viewer[.campaigns], more: (viewer[.all], "/campaigns"),
      own.isEmpty ? viewer.empty(viewer[.noCampaign]) : "<ul class=\"plain\">\(rows)</ul>")
  }

  // MARK: Overdue

  private func late(_ viewer: Viewer) -> HTML {
    let rows = overdue.hazards.html { hazard in
      """
      <li><div class="row"><a href="\(PagePath.path("hazards", hazard.id.description))">\(hazard.itemText)</a>\
      <span class="badges">\(viewer.badge(hazard.level))\(viewer.badge(hazard.grade))</span></div>
      <div class="sub">\(hazard.siteName) · \(hazard.regionName) · \(viewer.owner(hazard)) · \
      \(viewer.lateness(hazard))</div></li>

      """
    }
    return viewer.card(
      viewer[.worstOverdue],
      more: (viewer[.all], HazardSelection.path { $0.overdueAt = viewer.formats.now }),
      rows.isEmpty ? viewer.empty(viewer[.nothingOverdue]) : "<ul class=\"plain\">\(rows)</ul>")
  }

  // MARK: Trend and regions

  private func trend(_ viewer: Viewer) -> HTML {
    let chart = BarChart(
      title: viewer[.trendTitle], series: [viewer[.failedChecks], viewer[.acceptedSince]],
      groups: months.suffix(Self.shownMonths).map {
        BarChart.Group(
          label: viewer.formats.shortMonth($0.month), name: viewer.formats.month($0.month),
          values: [$0.found, $0.accepted])
      })
    return viewer.card(
      viewer[.trend],
      months.isEmpty ? viewer.empty(viewer[.nothingYet]) : chart.html(viewer))
  }

  private func places(_ viewer: Viewer) -> HTML {
    let worst = regions.children.sorted {
      ($0.hazards.openMajor, $0.hazards.open) > ($1.hazards.openMajor, $1.hazards.open)
    }
    let table = Table(
      viewer[.regionsByOpen],
      [
        .text(viewer[.region]), .text(viewer[.worst]), .number(viewer[.openMajor]), .number(viewer[.open]),
        .text(viewer[.settlementRate]),
      ],
      rows: worst.prefix(10).map { region in
        [
          "<a href=\"\(PagePath.path("regions", region.region.code))\">\(region.region.name)</a>",
          viewer.colour(region.hazards.worstOpenGrade), "\(viewer.number(region.hazards.openMajor))",
          "\(viewer.number(region.hazards.open))",
          region.hazards.settlementRate.map { viewer.bar($0, viewer.percent($0)) } ?? "–",
        ]
      })
    return viewer.card(
      viewer[.regionsByOpen], more: (viewer[.all], "/regions"), style: "wide",
      worst.isEmpty ? viewer.empty(viewer[.nothingYet]) : table.html)
  }
}

extension CampaignStatus {
  /// Not every campaign has a title; those that the ledger asks for have one of every language.
  func shownTitle(_ viewer: Viewer) -> String {
    let kind = Reinspection.Kind.allCases.first { id.hasPrefix($0.idPrefix) && title == $0.title }
    if let kind { return viewer[Phrase(kind)] }
    return title.isEmpty ? id : title
  }

  /// Tasks with an outcome among all, 0...1; one without tasks is done when it is sealed.
  package var progress: Double {
    guard tasks > 0 else { return sealedAt == nil && cancellation == nil ? 0 : 1 }
    return min(1, Double(taskOutcomes.total) / Double(tasks))
  }

  func progressWords(_ viewer: Viewer) -> String {
    let done = viewer[
      .tasksDone, viewer.number(taskOutcomes.total), viewer.number(tasks), viewer.percent(progress)]
    return taskOutcomes.dead == 0 ? done : done + " · " + viewer[.deadCount, viewer.number(taskOutcomes.dead)]
  }
}

extension Viewer {
  /// Who answers for a hazard.
  func owner(_ hazard: HazardSummary) -> String {
    let standing = hazard.rectification
    let department = standing.department.isEmpty ? hazard.department : standing.department
    let people = [standing.owner, department].filter { !$0.isEmpty }
    return people.isEmpty ? self[.nobody] : people.joined(separator: ", ")
  }

  func lateness(_ hazard: HazardSummary) -> HTML {
    guard let due = hazard.rectification.dueAt, hazard.rectification.isOverdue(at: formats.now) else {
      return .none
    }
    let late = formats.duration(formats.now.milliseconds - due.milliseconds)
    return "<span class=\"overdue\">\(self[.overdueBy, late])</span>"
  }
}
