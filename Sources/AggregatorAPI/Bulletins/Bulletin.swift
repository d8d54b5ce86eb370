import Figures
import Inspection
import Ledger

/// The laggards of a region, for those who answer for it (督查通报). The same ledger and moment give the same bytes.
struct Bulletin {
  enum Format: String, CaseIterable {
    case html, md, csv

    var name: String { rawValue }
  }

  let region: Region?
  let at: Timestamp
  let by: FigureName
  let minimum: Int
  /// Of the region as a whole.
  let whole: FigureReport
  /// The regions in it, the worst first, those without a rank last.
  let places: [RankedRegion]
  /// The worst that is open.
  let hazards: [OpenHazard]

  init(
    region: Region?, at: Timestamp, by: FigureName, minimum: Int, whole: FigureReport,
    ranking: [RankedRegion],
    hazards: [OpenHazard]
  ) {
    self.region = region
    self.at = at
    self.by = by
    self.minimum = minimum
    self.whole = whole
    places = ranking.filter { $0.rank != nil }.reversed() + ranking.filter { $0.rank == nil }
    self.hazards = hazards
  }

  var title: String { "Bulletin: \(region.map { $0.name.isEmpty ? $0.code : $0.name } ?? "all regions")" }

  var rule: String {
    RankBy.figure(by).rule(minimum: minimum)
      + " The last stand first here. A laggard is worse than the whole region."
  }

  /// Whether it is worse than the region that it lies in.
  func isLaggard(_ place: RankedRegion) -> Bool {
    guard place.rank != nil, let own = place.report[by].value, let all = whole[by].value else { return false }
    return by.isBetterLow ? own > all : own < all
  }

  static let columns = [
    "rank", "code", "region", "laggard", "value", "counted", "of", "low", "high", "settlement", "on time",
    "overdue",
    "recurrence", "coverage", "open", "open major",
  ]

  func cells(_ place: RankedRegion) -> [String] {
    let share = place.report[by]
    return [
      place.rank.map(String.init) ?? "", place.region.code, place.region.name, isLaggard(place) ? "yes" : "",
      Self.percent(share.value), "\(share.numerator)", "\(share.denominator)",
      Self.percent(share.interval?.lowerBound), Self.percent(share.interval?.upperBound),
    ]
      + [FigureName.settlement, .onTime, .overdue, .recurrence, .coverage].map {
        Self.percent(place.report[$0].value)
      } + ["\(place.report.hazards.open)", "\(place.report.hazards.openMajor)"]
  }

  static let hazardColumns = ["hazard", "level", "grade", "open since", "days", "site", "region", "item"]

  func cells(_ hazard: OpenHazard) -> [String] {
    [
      hazard.id.description, hazard.level.name, hazard.grade.name, String(hazard.openedAt.iso8601.prefix(10)),
      "\((at.milliseconds - hazard.openedAt.milliseconds) / 86_400_000)", "\(hazard.site) \(hazard.siteName)",
      hazard.region, "\(hazard.item) \(hazard.itemText)",
    ]
  }

  var summary: String {
    let share = whole[by]
    return "As of \(at.iso8601). \(by.title): \(Self.percent(share.value)) (\(share.numerator) of "
      + "\(share.denominator)). Open: \(whole.hazards.open), of these major: \(whole.hazards.openMajor)."
  }

  /// `82.0%`; a dash for a share of nothing.
  static func percent(_ value: Double?) -> String {
    guard let value else { return "–" }
    let tenths = Int((value * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }

  func text(_ format: Format) -> String {
    switch format {
    case .csv: csv
    case .md: markdown
    case .html: html
    }
  }

  private var csv: String {
    CSVText.line(Self.columns) + places.map { CSVText.line(cells($0).map(CSVText.defused)) }.joined()
  }

  private var markdown: String {
    func row(_ cells: [String]) -> String { "| \(cells.map(Self.markdown).joined(separator: " | ")) |\n" }
    func table(_ head: [String], _ rows: [[String]]) -> String {
      row(head) + "|\(head.map { _ in " --- |" }.joined())\n" + rows.map(row).joined()
    }
    return "# \(Self.markdown(title))\n\n\(summary)\n\n\(rule)\n\n" + table(Self.columns, places.map(cells))
      + "\n## The worst that is open\n\n" + table(Self.hazardColumns, hazards.map(cells))
  }

  /// Nothing that a name holds can become a part of the page.
  private static func markdown(_ text: String) -> String {
    var safe = ""
    for character in text {
      if character.isNewline {
        safe += " "
      } else {
        if "\\`*_[]<>|#".contains(character) { safe += "\\" }
        safe.append(character)
      }
    }
    return safe
  }

  private var html: String {
    func table(_ head: [String], _ rows: [(String, [String])]) -> String {
      let titles = head.map { "<th>\(Self.html($0))</th>" }.joined()
      let body = rows.map { style, cells in
        "<tr\(style)>\(cells.map { "<td>\(Self.html($0))</td>" }.joined())</tr>\n"
      }
      return "<table>\n<thead><tr>\(titles)</tr></thead>\n<tbody>\n\(body.joined())</tbody>\n</table>\n"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(Self.html(title))</title>
      <style>
      @page { size: A4 landscape; margin: 15mm; }
      body { font: 10pt sans-serif; }
      table { border-collapse: collapse; width: 100%; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      th, td { border: 1px solid #999; padding: 2px 5px; text-align: left; }
      .laggard { background: #fdd; }
      </style>
      </head>
      <body>
      <h1>\(Self.html(title))</h1>
      <p>\(Self.html(summary))</p>
      <p>\(Self.html(rule))</p>
      \(table(Self.columns, places.map { (isLaggard($0) ? " class=\"laggard\"" : "", cells($0)) }))<h2>The worst that is open</h2>
      \(table(Self.hazardColumns, hazards.map { ("", cells($0)) }))</body>
      </html>

      """
  }

  private static func html(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
