/// A part of a whole, with what it was counted from.
package struct Share: Sendable, Hashable {
  package var numerator: Int
  package var denominator: Int

  /// How many there must be, unless somebody says otherwise, for a share to be compared with others.
  package static let usualMinimum = 30

  package init(_ numerator: Int, of denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// 0...1; nil of nothing.
  package var value: Double? { denominator == 0 ? nil : Double(numerator) / Double(denominator) }

  /// The Wilson score interval at 95 % (E. B. Wilson, JASA 22, 1927): between which shares the one lies that these
  /// would come to in the long run. Nil of nothing.
  package var interval: ClosedRange<Double>? {
    guard denominator > 0, (0...denominator).contains(numerator) else { return nil }
    let z = 1.959_963_984_540_054
    let n = Double(denominator)
    let p = Double(numerator) / n
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At nothing and all the bounds are exact, whatever rounding makes of them.
    let low = numerator == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = numerator == denominator ? 1 : min(1, (centre + spread) / scale)
    return low...high
  }

  package func isEnough(for minimum: Int) -> Bool { denominator >= max(1, minimum) }

  package static func + (a: Share, b: Share) -> Share {
    Share(a.numerator + b.numerator, of: a.denominator + b.denominator)
  }

  /// Whether both are the same share, exactly; of nothing and of something never are.
  package func isLevel(with other: Share) -> Bool {
    guard denominator > 0, other.denominator > 0 else { return denominator == other.denominator }
    let a = numerator.multipliedFullWidth(by: other.denominator)
    let b = other.numerator.multipliedFullWidth(by: denominator)
    return a == b
  }
}
