/// How a checklist turns likelihood and consequence into a risk grade.
package struct RiskModel: Sendable, Hashable, Codable {
  package enum Method: String, Sendable, Hashable, CaseIterable, Codable {
    /// Score = likelihood x consequence, each 1...5 (a consequence/likelihood matrix, IEC 31010).
    case matrix
    /// Score = likelihood x exposure x consequence (Graham and Kinney's LEC, D = L x E x C).
    case lec
  }

  /// Which of two grades a score on the boundary between them belongs to.
  package enum Boundary: String, Sendable, Hashable, CaseIterable, Codable {
    /// A band begins with its score: 16 is red where red begins at 16.
    case worse
    /// A band begins above its score, as in Kinney's table, where only what is above 320 is red.
    case better
  }

  package var method: Method
  /// The score at which each grade begins.
  package var bands: Bands
  package var boundary = Boundary.worse

  package struct Bands: Sendable, Hashable, Codable {
    package var red: Double
    package var orange: Double
    package var yellow: Double
    package var blue: Double

    package init(red: Double, orange: Double, yellow: Double, blue: Double) {
      self.red = red
      self.orange = orange
      self.yellow = yellow
      self.blue = blue
    }

    package var areOrdered: Bool { red > orange && orange > yellow && yellow > blue && blue >= 0 }
  }

  package init(method: Method, bands: Bands) {
    self.method = method
    self.bands = bands
  }

  /// A 5 x 5 matrix with the bands 16, 10, 5 and 1.
  package static let standardMatrix = RiskModel(
    method: .matrix, bands: Bands(red: 16, orange: 10, yellow: 5, blue: 1))

  /// The customary LEC bands 320, 160, 70 and 0.
  package static let standardLEC = RiskModel(
    method: .lec, bands: Bands(red: 320, orange: 160, yellow: 70, blue: 0))

  package func score(of risk: RiskFactors) -> Double {
    switch method {
    case .matrix: risk.likelihood * risk.consequence
    case .lec: risk.likelihood * risk.exposure * risk.consequence
    }
  }

  /// The grade of a score; one below every band is still blue.
  package func grade(of risk: RiskFactors) -> RiskGrade {
    let score = score(of: risk)
    if reaches(score, bands.red) { return .red }
    if reaches(score, bands.orange) { return .orange }
    return reaches(score, bands.yellow) ? .yellow : .blue
  }

  private func reaches(_ score: Double, _ bound: Double) -> Bool {
    boundary == .worse ? score >= bound : score > bound
  }

  /// How the grade comes about, in words: the cell of the matrix or the factors of LEC, the band and its
  /// ends.
  package func words(for risk: RiskFactors) -> String {
    let (l, e, c) = (risk.likelihood.plainText, risk.exposure.plainText, risk.consequence.plainText)
    let score = score(of: risk).plainText
    let product =
      switch method {
      case .matrix: "likelihood \(l) x consequence \(c) = \(score), row \(l) and column \(c) of the matrix"
      case .lec: "D = likelihood \(l) x exposure \(e) x consequence \(c) = \(score) (LEC)"
      }
    let rule =
      boundary == .worse
      ? "a score on a boundary belongs to the worse grade"
      : "a score on a boundary belongs to the less bad grade"
    return "\(product), which lies \(band(of: grade(of: risk))); \(rule)"
  }

  private func band(of grade: RiskGrade) -> String {
    let (from, below) =
      switch grade {
      case .red: (bands.red as Double?, nil as Double?)
      case .orange: (bands.orange, bands.red)
      case .yellow: (bands.yellow, bands.orange)
      case .blue: (nil, bands.yellow)
      }
    let isWorse = boundary == .worse
    let lower = from.map { isWorse ? "from \($0.plainText)" : "above \($0.plainText)" }
    let upper = below.map { isWorse ? "below \($0.plainText)" : "up to \($0.plainText)" }
    return [lower, upper].compactMap(\.self).joined(separator: " and ")
  }
}

/// What an item's failure would mean, on the scales of its checklist's risk model.
package struct RiskFactors: Sendable, Hashable, Codable {
  package var likelihood: Double
  /// Only LEC uses it.
  package var exposure: Double
  package var consequence: Double

  package init(likelihood: Double, exposure: Double = 1, consequence: Double) {
    self.likelihood = likelihood
    self.exposure = exposure
    self.consequence = consequence
  }
}
