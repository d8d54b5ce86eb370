import Dashboard
import Figures
import Inspection
import Ledger

extension Bulletin {
  /// The regions for other programs: the names of its columns are the same in every language.
  var csv: String {
    CSVText.line(Self.columns) + places.map { CSVText.line(cells($0).map(CSVText.defused)) }.joined()
  }

  private static let columns = [
    "rank", "code", "region", "laggard", "value", "counted", "of", "low", "high", "settlement", "on time",
    "overdue", "recurrence", "coverage", "open", "open major",
  ]

  private func cells(_ place: RankedRegion) -> [String] {
    let share = place.report[by]
    return [
      place.rank.map(String.init) ?? "", place.region.code, place.region.name, isLaggard(place) ? "yes" : "",
      Self.percent(share.value), "\(share.numerator)", "\(share.denominator)",
      Self.percent(share.interval?.lowerBound), Self.percent(share.interval?.upperBound),
    ] + Self.besides.map { Self.percent(place.report[$0].value) }
      + ["\(place.report.hazards.open)", "\(place.report.hazards.openMajor)"]
  }

  /// `82.0%`; a dash for a share of nothing.
  private static func percent(_ value: Double?) -> String {
    guard let value else { return "–" }
    let tenths = Int((value * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}
