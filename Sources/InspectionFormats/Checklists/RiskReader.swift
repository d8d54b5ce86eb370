import Inspection

/// Reads a checklist's risk model and its items' factors.
enum RiskReader {
  static func model(_ heading: ChecklistHeading, log: inout IssueLog) -> RiskModel {
    var model = RiskModel.standardMatrix
    if let method = heading.method {
      let names = RiskModel.Method.allCases.map(\.rawValue)
      switch RiskModel.Method(rawValue: method.text) {
      case .matrix: break
      case .lec: model = .standardLEC
      case nil:
        log.report(
          method.issue(
            "\"\(method.text)\" is none of \(names.joined(separator: ", "))"
              + NearestName.hint(for: method.text, among: names)))
      }
    }
    guard heading.hasBands, heading.bands.count == ChecklistHeading.bandNames.count else { return model }
    let scores = heading.bands.compactMap { number($0, in: 0...100_000, log: &log) }
    guard scores.count == heading.bands.count else { return model }
    model.bands = .init(red: scores[0], orange: scores[1], yellow: scores[2], blue: scores[3])
    if !model.bands.areOrdered {
      log.report(
        ValidationIssue(
          heading.bands[0].location, field: "bands", "must fall from red over orange and yellow to blue"))
    }
    return model
  }

  /// The factors of an item; nil where it gives none or wrong ones.
  static func factors(_ draft: ItemDraft, method: RiskModel.Method, log: inout IssueLog) -> RiskFactors? {
    let fields: [(ItemDraft.Field, String, ClosedRange<Double>)] =
      switch method {
      case .matrix: [(.likelihood, "likelihood", 1...5), (.consequence, "consequence", 1...5)]
      // The scales of Graham and Kinney's method.
      case .lec:
        [
          (.likelihood, "likelihood", 0.1...10), (.consequence, "consequence", 1...100),
          (.exposure, "exposure", 0.5...10),
        ]
      }
    if method == .matrix, let exposure = draft.fields[.exposure] {
      log.report(exposure.issue("only the method lec has an exposure"))
    }
    let given = fields.filter { draft.fields[$0.0] != nil }
    guard let first = given.first.flatMap({ draft.fields[$0.0] }) else { return nil }
    for (field, name, _) in fields where draft.fields[field] == nil {
      log.report(draft.location, field: name, "is missing, while \(first.field) is given")
    }
    let numbers = given.map { field, _, range in
      draft.fields[field].flatMap { number($0, in: range, log: &log) }
    }
    guard numbers.count == fields.count, let likelihood = numbers[0], let consequence = numbers[1] else {
      return nil
    }
    guard method == .lec else { return RiskFactors(likelihood: likelihood, consequence: consequence) }
    return numbers[2].map {
      RiskFactors(likelihood: likelihood, exposure: $0, consequence: consequence)
    }
  }

  private static func number(
    _ text: LocatedText, in range: ClosedRange<Double>, log: inout IssueLog
  ) -> Double? {
    guard let value = Double(text.text), range.contains(value) else {
      let (low, high) = (range.lowerBound.shortText, range.upperBound.shortText)
      log.report(text.issue("\"\(text.text)\" is no number from \(low) to \(high)"))
      return nil
    }
    return value
  }
}

extension Double {
  /// Without `.0` where it is whole.
  fileprivate var shortText: String { self == rounded() ? String(Int(self)) : String(self) }
}
