import Inspection

/// Says in words why a check failed.
enum Reason {
  static func text(value: ObservationValue?, item: Checklist.Item, day: CivilDate) -> String {
    citing(item, verdict(value, item, day))
  }

  static func citing(_ item: Checklist.Item, _ words: String) -> String {
    let cited = item.reference.isEmpty ? "item \(item.id)" : "item \(item.id) (\(item.reference))"
    return "\(words), \(cited)"
  }

  private static func verdict(_ value: ObservationValue?, _ item: Checklist.Item, _ day: CivilDate) -> String
  {
    switch (item.requirement, value) {
    case (.boolean(let expected), _):
      "answered \(expected ? "no" : "yes"), required \(expected ? "yes" : "no")"
    case (.number(let range, let unit), .number(let number)): verdict(number, range, unit)
    case (.choice(let options, let passing), .choice(let index)):
      "\"\(options[index])\" is not among \(passing.sorted().map { options[$0] }.joined(separator: ", "))"
    case (.date(let rule), .date(let date)): verdict(date, rule, day)
    case (.text(.matches(let pattern)), .text(let text)): "\"\(text.prefix(80))\" does not match \(pattern)"
    default: "nothing is stated"
    }
  }

  private static func verdict(_ number: Double, _ range: NumberRange, _ unit: MeasureUnit?) -> String {
    let unit = unit.map { " \($0.symbol)" } ?? ""
    let seen = "\(number.shortText)\(unit)"
    if let lower = range.lower, number < lower.value || (number == lower.value && !lower.isInclusive) {
      return "\(seen) is \(lower.isInclusive ? "below" : "not above") \(lower.value.shortText)\(unit)"
    }
    let upper = range.upper ?? .init(.infinity)
    return "\(seen) is \(upper.isInclusive ? "above" : "not below") \(upper.value.shortText)\(unit)"
  }

  private static func verdict(_ date: CivilDate, _ rule: DateRule, _ day: CivilDate) -> String {
    switch rule {
    case .notExpired: "expired on \(date), inspected on \(day)"
    case .ageAtMost where date > day: "\(date) lies after the inspection on \(day)"
    case .ageAtMost(let count, let unit): "\(date) is more than \(count) \(unit.rawValue) before \(day)"
    }
  }
}

extension Double {
  /// Without a needless ".0", and without the noise of a unit conversion.
  fileprivate var shortText: String {
    let rounded = (self * 1e9).rounded() / 1e9
    let value = rounded.isFinite ? rounded : self
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
