/// A share of a whole, with what it was computed from.
struct RateAnswer: Encodable {
  /// 0...1; null of nothing.
  var value: Nullable<Double>
  var numerator: Int
  var denominator: Int

  init(_ numerator: Int, of denominator: Int) {
    value = Nullable(denominator == 0 ? nil : Double(numerator) / Double(denominator))
    self.numerator = numerator
    self.denominator = denominator
  }
}
