import Inspection

/// What can be measured at all, generously.
enum PlausibleNumbers {
  /// In the unit itself.
  static func range(of unit: MeasureUnit?) -> ClosedRange<Double> {
    guard let unit, let (base, range) = table[unit.dimension], let base = MeasureUnit(base),
      let lower = base.convert(range.lowerBound, to: unit),
      let upper = base.convert(range.upperBound, to: unit),
      lower <= upper
    else { return -1e12...1e12 }
    return lower...upper
  }

  /// By dimension, in one of its units. Whatever is not listed may be negative, such as a gauge pressure.
  private static let table: [String: (String, ClosedRange<Double>)] = [
    "length": ("m", 0...1e7), "area": ("m2", 0...1e12), "volume": ("m3", 0...1e12), "flow": ("m3/s", 0...1e6),
    "mass": ("kg", 0...1e12), "resistance": ("ohm", 0...1e15), "frequency": ("Hz", 0...1e12),
    "illuminance": ("lx", 0...1e6), "sound level": ("dB", 0...200), "ratio": ("%", 0...100),
    "explosive limit": ("%LEL", 0...100), "concentration": ("g/m3", 0...1e6), "time": ("s", 0...1e10),
    "count": ("count", 0...1e12), "temperature": ("K", 0...10_000), "angle": ("°", -360...360),
  ]
}

extension NumberRange {
  init(_ range: ClosedRange<Double>) {
    self.init(lower: .init(range.lowerBound), upper: .init(range.upperBound))
  }

  /// Whether every number of `range` passes.
  func contains(_ range: ClosedRange<Double>) -> Bool {
    func passes(_ value: Double) -> Bool {
      let isHighEnough = lower.map { $0.value < value || ($0.isInclusive && $0.value == value) } ?? true
      let isLowEnough = upper.map { $0.value > value || ($0.isInclusive && $0.value == value) } ?? true
      return isHighEnough && isLowEnough
    }
    return passes(range.lowerBound) && passes(range.upperBound)
  }

  /// Whether a number passes both.
  func overlaps(_ other: NumberRange) -> Bool {
    let lowers = [lower, other.lower].compactMap(\.self)
    let uppers = [upper, other.upper].compactMap(\.self)
    return lowers.allSatisfy { lower in
      uppers.allSatisfy { !NumberRange(lower: lower, upper: $0).isEmpty }
    }
  }
}
