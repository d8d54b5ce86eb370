import Figures
import Foundation
import Inspection
import Ledger

/// What a bulletin says in a language, before it is laid out.
struct BulletinWords {
  private let bulletin: Bulletin
  private let formats: Formats

  init(_ bulletin: Bulletin, _ language: Language) {
    self.bulletin = bulletin
    formats = Formats(language: language, zone: .gmt, now: bulletin.at)
  }

  private subscript(phrase: Phrase, values: String...) -> String { phrase.text(formats.language, values) }

  var title: String {
    let name = bulletin.region.map { $0.name.isEmpty ? $0.code : $0.name }
    return self[.bulletinTitle, name ?? self[.allRegions]]
  }

  var summary: String {
    let (share, hazards) = (bulletin.whole[bulletin.by], bulletin.whole.hazards)
    return self[
      .bulletinSummary, formats.time(bulletin.at), self[Phrase(bulletin.by)], formats.percent(share.value),
      formats.number(share.numerator), formats.number(share.denominator), formats.number(hazards.open),
      formats.number(hazards.openMajor)]
  }

  var rule: String {
    self[
      .bulletinRule, RuleWords.ranking(by: bulletin.by, minimum: bulletin.minimum, in: formats.language)]
  }

  // MARK: Regions

  private var besides: [FigureName] { Bulletin.besides.filter { $0 != bulletin.by } }

  var columns: [String] {
    [
      self[.rank], self[.regionCode], self[.region], self[.laggard], self[Phrase(bulletin.by)],
      self[.countedFor], self[.countedOf], self[.intervalFrom], self[.intervalTo],
    ] + besides.map { self[Phrase($0)] } + [self[.open], self[.openMajor]]
  }

  func cells(_ place: RankedRegion) -> [String] {
    let share = place.report[bulletin.by]
    return [
      place.rank.map(formats.number) ?? "", place.region.code, place.region.name,
      bulletin.isLaggard(place) ? self[.yes] : "", formats.percent(share.value),
      formats.number(share.numerator), formats.number(share.denominator),
      formats.percent(share.interval?.lowerBound), formats.percent(share.interval?.upperBound),
    ] + besides.map { formats.percent(place.report[$0].value) }
      + [place.report.hazards.open, place.report.hazards.openMajor].map(formats.number)
  }

  // MARK: Hazards

  var hazardsTitle: String { self[.worstThatIsOpen] }

  var hazardColumns: [String] {
    [Phrase.hazard, .level, .grade, .openSince, .daysOpen, .site, .region, .item].map { self[$0] }
  }

  func cells(_ hazard: OpenHazard) -> [String] {
    let days = (bulletin.at.milliseconds - hazard.openedAt.milliseconds) / 86_400_000
    return [
      hazard.id.description, self[Phrase(hazard.level)], self[Phrase(hazard.grade)],
      formats.date(hazard.openedAt), formats.number(Int(days)), "\(hazard.site) \(hazard.siteName)",
      hazard.region, "\(hazard.item) \(hazard.itemText)",
    ]
  }
}
