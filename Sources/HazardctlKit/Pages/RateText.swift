enum RateText {
  /// `82.0% (41 of 50)`
  static func full(_ rate: Rate) -> String {
    let parts = "\(NumberText.count(rate.numerator)) of \(NumberText.count(rate.denominator))"
    return "\(NumberText.percent(rate)) (\(parts))"
  }
}
