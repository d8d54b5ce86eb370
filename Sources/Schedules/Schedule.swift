package import Foundation
package import Inspection

/// When a campaign is to be launched again and again.
package struct Schedule: Sendable, Hashable {
  /// Sites of one colour, and how often they are inspected; or all sites.
  package struct Stream: Sendable, Hashable {
    /// The grade of the worst open hazard of its sites; nil for all sites.
    package var grade: RiskGrade?
    package var rule: RecurrenceRule

    package init(grade: RiskGrade?, rule: RecurrenceRule) {
      self.grade = grade
      self.rule = rule
    }
  }

  package var id: String
  package var title: String
  /// Of the campaign file that every occurrence is a copy of, as it is written.
  package var campaign: String
  package var zone: TimeZone
  /// The first day, and the time of every occurrence in milliseconds since midnight, by the clock of `zone`.
  package var start: CivilDate
  package var timeOfDay: Int64
  /// How long after an occurrence an inspection still counts as on time, in milliseconds.
  package var dueAfter: Int64
  /// The worst grade first.
  package var streams: [Stream]

  package init(
    id: String, title: String, campaign: String, zone: TimeZone, start: CivilDate, timeOfDay: Int64,
    dueAfter: Int64, streams: [Stream]
  ) {
    self.id = id
    self.title = title
    self.campaign = campaign
    self.zone = zone
    self.start = start
    self.timeOfDay = timeOfDay
    self.dueAfter = dueAfter
    self.streams = streams
  }
}

/// One time that a schedule's campaign is to be launched.
package struct Occurrence: Sendable, Hashable {
  /// The id of its campaign: of the schedule, the colour and the local time, and of nothing else. That is why
  /// no occurrence is launched twice: a campaign is launched once.
  package var campaign: String
  /// `20261102T0900`, the time by the schedule's clock.
  package var name: String
  package var grade: RiskGrade?
  /// With the calendar day where the schedule is.
  package var at: DateText.LocalMoment
  /// From here on it is late.
  package var dueAt: Timestamp
}

extension Schedule {
  /// Occurrences in order of time, those of worse grades first where they fall together.
  ///
  /// - Parameter range: of times; both ends belong to it.
  package func occurrences(in range: ClosedRange<Timestamp>) -> [Occurrence] {
    streams.flatMap { stream in
      var found: [Occurrence] = []
      forEach(stream) { occurrence in
        if range.contains(occurrence.at.moment) { found.append(occurrence) }
        return occurrence.at.moment <= range.upperBound
      }
      return found
    }.sorted(by: Self.precedes)
  }

  /// The next occurrences from a time on, that time included.
  package func next(_ count: Int, from time: Timestamp) -> [Occurrence] {
    let all = streams.flatMap { stream in
      var found: [Occurrence] = []
      forEach(stream) { occurrence in
        if occurrence.at.moment >= time { found.append(occurrence) }
        return found.count < count
      }
      return found
    }
    return Array(all.sorted(by: Self.precedes).prefix(count))
  }

  private static func precedes(_ a: Occurrence, _ b: Occurrence) -> Bool {
    if a.at.moment != b.at.moment { return a.at.moment < b.at.moment }
    return (a.grade?.rawValue ?? 0) > (b.grade?.rawValue ?? 0)
  }

  /// How far ahead is looked for a rule that hardly ever fits.
  private static let horizonInYears = 400

  private func forEach(_ stream: Stream, _ body: (Occurrence) -> Bool) {
    let last = start.adding(months: Self.horizonInYears * 12)
    stream.rule.forEachDay(from: start, through: last) { day in
      let occurrence = occurrence(on: day, of: stream)
      if case .moment(let end) = stream.rule.until, occurrence.at.moment > end { return false }
      return body(occurrence)
    }
  }

  private func occurrence(on day: CivilDate, of stream: Stream) -> Occurrence {
    let minutes = Int(timeOfDay / 60_000)
    let (year, month, dayOfMonth) = day.components
    let name =
      "\(year.padded(to: 4))\(month.padded(to: 2))\(dayOfMonth.padded(to: 2))T"
      + "\((minutes / 60).padded(to: 2))\((minutes % 60).padded(to: 2))"
    let moment = zone.moment(of: day, timeOfDay)
    let colour = stream.grade.map { "\($0.name)-" } ?? ""
    return Occurrence(
      campaign: "\(id)-\(colour)\(name)", name: name, grade: stream.grade,
      at: DateText.LocalMoment(moment: moment, day: day),
      dueAt: Timestamp(milliseconds: moment.milliseconds + dueAfter))
  }
}
