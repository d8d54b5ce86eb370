import Inspection

/// Reads a checklist's risk model and its items' factors.
enum RiskReader {
  static func model(_ heading: ChecklistHeading, log: inout IssueLog) -> RiskModel {
    var model = model(ofMethod: heading, log: &log)
    let boundaries = RiskModel.Boundary.allCases.map(\.rawValue)
    if let boundary = heading.boundary {
      if let known = RiskModel.Boundary(rawValue: boundary.text) {
        model.boundary = known
      } else {
        log.report(
          boundary.issue(
            "\"\(boundary.text)\" is none of \(boundaries.joined(separator: ", "))"
              + NearestName.hint(for: boundary.text, among: boundaries)))
      }
    }
    return withBands(model, heading, log: &log)
  }

  private static func model(ofMethod heading: ChecklistHeading, log: inout IssueLog) -> RiskModel {
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
    return model
  }

  private static func withBands(
    _ unbanded: RiskModel, _ heading: ChecklistHeading, log: inout IssueLog
  ) -> RiskModel {
    var model = unbanded
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
    let fields = scales(of: method)
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

  private static func scales(
    of method: RiskModel.Method
  ) -> [(ItemDraft.Field, String, ClosedRange<Double>)] {
    switch method {
    case .matrix: [(.likelihood, "likelihood", 1...5), (.consequence, "consequence", 1...5)]
    // The scales of Graham and Kinney's method.
    case .lec:
      [
        (.likelihood, "likelihood", 0.1...10), (.consequence, "consequence", 1...100),
        (.exposure, "exposure", 0.5...10),
      ]
    }
  }

  /// The risk that remains after rectification: `likelihood x consequence`, and for LEC
  /// `likelihood x exposure x consequence`.
  static func residual(_ draft: ItemDraft, method: RiskModel.Method, log: inout IssueLog) -> RiskFactors? {
    guard let value = draft.fields[.residual] else { return nil }
    let parts = value.text.split(separator: "x", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
    guard parts.count == (method == .lec ? 3 : 2) else {
      let form =
        method == .lec ? "1 x 2 x 7 (likelihood, exposure, consequence)" : "1 x 4 (likelihood, consequence)"
      log.report(value.issue("\"\(value.text)\" is no residual risk; write \(form)"))
      return nil
    }
    let ranges = scales(of: method).map(\.2)
    let order = method == .lec ? [0, 2, 1] : [0, 1]
    let numbers = zip(parts, order).map { part, scale in
      number(LocatedText(part, at: value.location, field: value.field), in: ranges[scale], log: &log)
    }
    guard let likelihood = numbers[0], let last = numbers[numbers.count - 1] else { return nil }
    guard method == .lec else { return RiskFactors(likelihood: likelihood, consequence: last) }
    return numbers[1].map { RiskFactors(likelihood: likelihood, exposure: $0, consequence: last) }
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
