import Inspection
import Testing

@Suite struct MeasureUnitTests {
  private func convert(_ value: Double, _ from: String, _ to: String) throws -> Double? {
    try #require(MeasureUnit(from)).convert(value, to: try #require(MeasureUnit(to)))
  }

  /// Bounds are inclusive, so a converted number that lies on one must lie on it exactly.
  @Test func wholeNumbersConvertExactly() throws {
    for value in stride(from: 1.0, through: 1_000, by: 1) {
      #expect(try convert(value, "L", "mL") == value * 1_000)
      #expect(try convert(value, "cm", "mm") == value * 10)
      #expect(try convert(value, "kPa", "Pa") == value * 1_000)
      #expect(try convert(value * 1_000, "kPa", "MPa") == value)
      #expect(try convert(value * 3, "m3/h", "L/min") == value * 50)
      #expect(try convert(value, "h", "min") == value * 60)
    }
    #expect(try convert(1, "in", "mm") == 25.4)
    #expect(try convert(212, "°F", "°C") == 100)
    #expect(try convert(0, "°C", "K") == 273.15)
  }

  @Test func everyUnitConvertsBackAndOnlyWithinItsDimension() throws {
    let units = MeasureUnit.symbols.compactMap(MeasureUnit.init)
    for a in units {
      for b in units {
        let there = a.convert(7.25, to: b)
        #expect((there != nil) == (a.dimension == b.dimension))
        if let there, let back = b.convert(there, to: a) { #expect(abs(back - 7.25) < 1e-6) }
      }
    }
  }

  @Test(arguments: [("兆帕", "MPa"), ("千帕", "kPa"), ("厘米", "cm"), ("℃", "°C"), ("兆欧", "MΩ")])
  func chineseNamesAreUnderstood(_ name: String, _ symbol: String) {
    #expect(MeasureUnit(name) == MeasureUnit(symbol) && MeasureUnit(symbol) != nil)
  }
}
