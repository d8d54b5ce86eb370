import Inspection
import Ledger

/// An accident as it is known, with everything that was said of it.
struct AccidentAnswer: Encodable {
  struct Version: Encodable {
    var act: String
    var at: String
    var person: String
    var role: String
    var reason: String
    var occurredAt: String
    var region: String
    var kind: String
    var deaths: Int
    var injuries: Int
    var description: String
    var hazard: Nullable<String>

    init(_ version: AccidentRecord.Version) {
      act = version.act.past
      at = version.at.iso8601
      person = version.person
      role = version.role
      reason = version.reason
      occurredAt = version.accident.occurredAt.iso8601
      region = version.accident.region
      kind = version.accident.kind
      deaths = version.accident.deaths
      injuries = version.accident.injuries
      description = version.accident.description
      hazard = Nullable(version.accident.hazard?.description)
    }
  }

  var id: String
  var occurredAt: String
  var region: HazardAnswer.Region
  var kind: String
  var deaths: Int
  var injuries: Int
  var description: String
  var hazard: Nullable<String>
  var withdrawn: Bool
  var history: [Version]
  /// Whether the command had been carried out before, under the same key; only in the answer to one.
  var repeated: Bool?

  init(_ record: AccidentRecord, repeated: Bool? = nil) {
    let accident = record.accident
    id = record.id
    occurredAt = accident.occurredAt.iso8601
    region = HazardAnswer.Region(code: accident.region, name: record.regionName)
    kind = accident.kind
    deaths = accident.deaths
    injuries = accident.injuries
    description = accident.description
    hazard = Nullable(accident.hazard?.description)
    withdrawn = record.isWithdrawn
    history = record.history.map(Version.init)
    self.repeated = repeated
  }
}

/// Accidents, deaths and injuries by period, beside the hazards that were found and closed.
struct AccidentSeriesAnswer: Encodable {
  struct Period: Encodable {
    var period: String
    var from: String
    var to: String
    var accidents: Int
    var deaths: Int
    var injuries: Int
    /// Hazards found in it for the first time and not dismissed at its end.
    var found: Int
    /// Hazards closed in it that are so at its end.
    var closed: Int

    init(
      _ name: String, from: Timestamp, to: Timestamp, _ totals: AccidentTotals, found: Int, closed: Int
    ) {
      period = name
      self.from = from.iso8601
      self.to = to.iso8601
      accidents = totals.accidents
      deaths = totals.deaths
      injuries = totals.injuries
      self.found = found
      self.closed = closed
    }
  }

  struct Change: Encodable {
    var baseline: Int
    var now: Int
    var change: Int
    /// Of the baseline; null of nothing.
    var ratio: Nullable<Double>

    init(_ baseline: Int, _ now: Int) {
      self.baseline = baseline
      self.now = now
      change = now - baseline
      ratio = Nullable(baseline == 0 ? nil : Double(now - baseline) / Double(baseline))
    }
  }

  struct Comparison: Encodable {
    var from: String
    var to: String
    var accidents: Change
    var deaths: Change
    var injuries: Change
    var closed: Change
  }

  var rule =
    "accidents by when they occurred, by the last word of what was known; hazards as in the trend; periods of UTC"
  var region: Nullable<String>
  var items: [Period]
  var total: Period
  /// What the whole is compared with; null where no baseline was asked for.
  var baseline: Nullable<Comparison>
}
