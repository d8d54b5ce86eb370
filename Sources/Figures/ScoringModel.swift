package import Inspection

/// The scoring models of XCCDF 1.2 (NIST IR 7275 Rev. 4, section 7.3.2).
package enum ScoringModel: String, Sendable, Hashable, CaseIterable {
  /// A weighted mean of the sections' weighted means; sections weigh 1 each. 0...100.
  case byDefault = "default"
  /// The weight of what passed, of the weight of all that applies.
  case flat
  /// As `flat`, with every weight but 0 taken as 1.
  case flatUnweighted = "flat-unweighted"
  /// 1 where all that applies passed, else 0.
  case absolute

  package var name: String { rawValue }
  package var urn: String { "urn:xccdf:scoring:\(rawValue)" }
}

/// One item of a checklist, as it stands at a site.
package struct ScoredItem: Sendable, Hashable {
  package var id: String
  package var section: String
  package var weight: Double
  package var outcome: CheckOutcome

  package init(id: String, section: String, weight: Double, outcome: CheckOutcome) {
    self.id = id
    self.section = section
    self.weight = weight
    self.outcome = outcome
  }

  /// Whether it counts at all. XCCDF lists four outcomes that do not.
  var counts: Bool {
    switch outcome {
    case .notapplicable, .notchecked, .informational, .notselected: false
    case .pass, .fail, .error, .unknown, .fixed: true
    }
  }

  var passes: Bool { outcome == .pass || outcome == .fixed }
}

/// What a site comes to in each of XCCDF's models.
package struct SiteScore: Sendable, Hashable {
  package struct Points: Sendable, Hashable {
    package var score: Double
    package var maximum: Double

    package init(score: Double, maximum: Double) {
      self.score = score
      self.maximum = maximum
    }
  }

  /// 0...100; nil where nothing that has a weight counts.
  package var byDefault: Double?
  package var flat: Points
  package var flatUnweighted: Points
  /// Items that count.
  package var items: Int

  package init(_ items: [ScoredItem]) {
    let counted = items.filter(\.counts)
    self.items = counted.count
    flat = Self.flat(counted) { $0 }
    flatUnweighted = Self.flat(counted) { $0 == 0 ? 0 : 1 }
    byDefault = Self.weightedMean(
      Self.sections(counted).compactMap { section in
        Self.weightedMean(section.map { ($0.passes ? 100 : 0, $0.weight) }).map { ($0, 1) }
      })
  }

  /// 1 or 0; nil where nothing counts.
  package var absolute: Double? { items == 0 ? nil : flat.score == flat.maximum ? 1 : 0 }

  /// The model's score as 0...100, so that sites of different size can be compared; nil where nothing counts.
  package func percent(_ model: ScoringModel) -> Double? {
    switch model {
    case .byDefault: byDefault
    case .flat: Self.percent(flat)
    case .flatUnweighted: Self.percent(flatUnweighted)
    case .absolute: absolute.map { $0 * 100 }
    }
  }

  private static func percent(_ points: Points) -> Double? {
    points.maximum == 0 ? nil : 100 * points.score / points.maximum
  }

  private static func flat(_ items: [ScoredItem], _ weight: (Double) -> Double) -> Points {
    items.reduce(into: Points(score: 0, maximum: 0)) { points, item in
      let weight = weight(item.weight)
      points.maximum += weight
      if item.passes { points.score += weight }
    }
  }

  /// In the order of their first items, so that sums are the same whenever they are made.
  private static func sections(_ items: [ScoredItem]) -> [[ScoredItem]] {
    var (order, groups): ([String], [String: [ScoredItem]]) = ([], [:])
    for item in items {
      if groups[item.section] == nil { order.append(item.section) }
      groups[item.section, default: []].append(item)
    }
    return order.compactMap { groups[$0] }
  }

  /// Nil where the weights come to nothing: XCCDF would divide by zero.
  private static func weightedMean(_ parts: [(score: Double, weight: Double)]) -> Double? {
    let weight = parts.reduce(0) { $0 + $1.weight }
    return weight == 0 ? nil : parts.reduce(0) { $0 + $1.score * $1.weight } / weight
  }
}
