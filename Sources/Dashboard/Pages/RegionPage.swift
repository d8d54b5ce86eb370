package import Figures
package import Inspection
package import Ledger

/// A region and those in it, ranked by a share with all that it takes to judge it.
package struct RegionPage: Sendable {
  /// One region among its siblings.
  package struct Place: Sendable {
    package var totals: RegionTotals
    /// Nil where there is too little of it to be compared.
    package var rank: Int?
    package var share: Share
  }

  package var lineage: [Region]
  /// The best first.
  package var places: [Place]
  /// What they are ranked by.
  package var figure: FigureName
  package var minimum: Int
  /// All figures of the region; nil where they were not asked for.
  package var report: FigureReport?
  package var map: RegionMap?

  /// Ranked by the settlement rate, which the ledger keeps counted.
  package init(_ report: RegionReport, minimum: Int = Share.usualMinimum) {
    let shares = report.children.map { ($0, Share($0.hazards.closed, of: $0.hazards.hazards)) }
    self.init(report, shares: shares, by: .settlement, minimum: minimum)
  }

  /// Ranked by another figure, as the ledger computed it.
  package init(_ report: RegionReport, _ ranking: [RankedRegion], by figure: FigureName, minimum: Int) {
    let totals = Dictionary(report.children.map { ($0.region.code, $0) }) { first, _ in first }
    let shares = ranking.compactMap { place in
      totals[place.region.code].map { ($0, place.report[figure]) }
    }
    self.init(report, shares: shares, by: figure, minimum: minimum)
  }

  private init(
    _ report: RegionReport, shares: [(RegionTotals, Share)], by figure: FigureName, minimum: Int
  ) {
    lineage = report.lineage
    self.figure = figure
    self.minimum = minimum
    let sign: Double = figure.isBetterLow ? -1 : 1
    // Those that cannot be compared come last; equal ones stay in the order of their codes.
    func place(_ share: Share) -> (Int, Double) {
      (share.isEnough(for: minimum) ? 0 : 1, -(share.value ?? -2) * sign)
    }
    let sorted = shares.sorted { place($0.1) < place($1.1) }
    let ranks = Ranking.ranks(
      sorted, counts: { $0.1.isEnough(for: minimum) }, isLevel: { $0.1.isLevel(with: $1.1) })
    places = zip(sorted, ranks).map { Place(totals: $0.0, rank: $1, share: $0.1) }
  }

  private var region: Region? { lineage.last }
  private var path: String { region.map { PagePath.path("regions", $0.code) } ?? "/regions" }

  package func page(_ viewer: Viewer) -> Page {
    let crumbs =
      [Page.Crumb(viewer[.regions], "/regions")]
      + lineage.dropLast().map { .init($0.name, PagePath.path("regions", $0.code)) }
    var page = Page(
      region?.name ?? viewer[.regions], in: .regions, crumbs: region == nil ? [] : crumbs,
      body: """
        \(links(viewer))
        <div class="stack">
        \(map.map { viewer.card(viewer[.map], $0.html(places.map(\.totals), viewer)) })
        \(ranking(viewer))
        \(figures(viewer))
        </div>
        """)
    if let level = region?.level, !level.isEmpty { page.aside = "<span class=\"stage\">\(level)</span>" }
    return page
  }

  private func links(_ viewer: Viewer) -> HTML {
    let code = region?.code
    let open = HazardSelection.path {
      $0.state = .open
      $0.region = code
    }
    let bulletin = Bulletin.path(of: code, in: viewer.language)
    return """
      <p class="tools"><a class="button" href="\(open)">\(viewer[.openHazards])</a>\
      <a class="button" href="\(PagePath.url("/sites", [("region", code)]))">\(viewer[.sites])</a>\
      <a class="button" href="\(bulletin)">\(viewer[.bulletin])</a></p>
      """
  }

  // MARK: Ranking

  private func ranking(_ viewer: Viewer) -> HTML {
    guard !places.isEmpty else {
      return viewer.card(viewer[.ranking], viewer.empty(viewer[.noRegionBelow]))
    }
    let table = Table(
      viewer[.ranking],
      [
        .text(viewer[.region]), .number(viewer[.rank]), .text(viewer[.worst]), .number(viewer[.sites]),
        .number(viewer[.openMajor]), .number(viewer[.open]), .text(viewer[Phrase(figure)]),
        .text(viewer[.interval]),
      ], rows: places.map { row($0, viewer) })
    return viewer.card(
      viewer[.ranking],
      """
      \(choice(viewer))\(table.html)
      <p class="hint">\(viewer[.rankingHint, viewer.number(minimum)])</p>
      """)
  }

  private func row(_ place: Place, _ viewer: Viewer) -> [HTML] {
    let (totals, share) = (place.totals, place.share)
    let interval = share.interval.map {
      "\(viewer.percent($0.lowerBound)) – \(viewer.percent($0.upperBound))"
    }
    return [
      """
      <a href="\(PagePath.path("regions", totals.region.code))">\(totals.region.name)</a>\
      <span class="sub"><code>\(totals.region.code)</code> \(totals.region.level)</span>
      """,
      "\(place.rank.map(viewer.number) ?? "–")", viewer.colour(totals.hazards.worstOpenGrade),
      "\(viewer.number(totals.sites))", "\(viewer.number(totals.hazards.openMajor))",
      "\(viewer.number(totals.hazards.open))", viewer.bar(share.value ?? 0, viewer.counted(share)),
      "\(interval ?? "–")",
    ]
  }

  /// Other figures take the ledger a moment: a form, not a list of links that something might follow.
  private func choice(_ viewer: Viewer) -> HTML {
    let options = FigureName.allCases.html { name in
      "<option value=\"\(name.name)\"\(name == figure ? " selected" : "" as HTML)>\(viewer[Phrase(name)])</option>"
    }
    return """
      <form method="get" action="\(path)" class="fields inline"><label><span>\(viewer[.rankedBy])</span>\
      <select name="by">\(options)</select></label><button class="button">\(viewer[.show])</button></form>
      """
  }

  // MARK: Figures

  private func figures(_ viewer: Viewer) -> HTML {
    guard let report else {
      let link = PagePath.url(path, [("figures", "all")])
      return """
        <p><a class="button" rel="nofollow" href="\(link)">\(viewer[.allFigures])</a> \
        <span class="hint">\(viewer[.allFiguresHint])</span></p>
        """
    }
    let table = Table(
      viewer[.figures], [.text(viewer[.figure]), .text(viewer[.share]), .text(viewer[.interval])],
      rows: FigureName.allCases.map { name in
        let share = report[name]
        let interval = share.interval.map {
          "\(viewer.percent($0.lowerBound)) – \(viewer.percent($0.upperBound))"
        }
        return [
          "\(viewer[Phrase(name)])", viewer.bar(share.value ?? 0, viewer.counted(share)),
          "\(interval ?? "–")",
        ]
      })
    let times = [report.hazards.times.median, report.hazards.times.p90].map {
      $0.map(viewer.formats.duration) ?? "–"
    }
    return viewer.card(
      viewer[.figures], "\(table.html)<p class=\"hint\">\(viewer[.timeToRectify, times[0], times[1]])</p>")
  }
}

extension Phrase {
  package init(_ figure: FigureName) {
    switch figure {
    case .settlement: self = .settlementRate
    case .verified: self = .figureVerified
    case .onTime: self = .figureOnTime
    case .onFirstTime: self = .figureOnFirstTime
    case .overdue: self = .figureOverdue
    case .recurrence: self = .figureRecurrence
    case .reports: self = .figureReports
    case .reportsOnTime: self = .figureReportsOnTime
    case .coverage: self = .coverage
    case .sites: self = .figureSites
    }
  }
}
