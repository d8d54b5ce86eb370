/// How a checklist turns likelihood and consequence into a risk grade.
package struct RiskModel: Sendable, Hashable, Codable {
  package enum Method: String, Sendable, Hashable, CaseIterable, Codable {
    /// Score = likelihood x consequence, each 1...5 (a consequence/likelihood matrix, IEC 31010).
    case matrix
    /// Score = likelihood x exposure x consequence (Graham and Kinney's LEC, D = L x E x C).
    case lec
  }

  package var method: Method
  /// The lowest score of each grade; a score on a boundary belongs to the worse grade.
  package var bands: Bands

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
    if score >= bands.red { return .red }
    if score >= bands.orange { return .orange }
    return score >= bands.yellow ? .yellow : .blue
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
