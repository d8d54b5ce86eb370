/// A unit that numbers are observed in, with its conversion to the base unit of its dimension.
///
/// Factors are exact by definition where one exists (inch 25.4 mm, pound-force per square inch from
/// 0.45359237 kg and standard gravity; NIST SP 811, appendix B).
package struct MeasureUnit: Sendable, Hashable {
  /// The unit's symbol as it is written in checklists.
  package let symbol: String
  /// What it measures; only units of one dimension convert into each other.
  package let dimension: String
  /// base = value * factor + offset
  let factor: Double
  let offset: Double

  /// - Returns: nil for a symbol that is not known.
  package init?(_ symbol: String) {
    guard let unit = Self.known[symbol] else { return nil }
    self = unit
  }

  private init(symbol: String, dimension: String, factor: Double, offset: Double) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
    self.offset = offset
  }

  /// The same quantity in another unit.
  ///
  /// - Returns: nil when the units measure different things.
  package func convert(_ value: Double, to other: MeasureUnit) -> Double? {
    guard dimension == other.dimension else { return nil }
    if symbol == other.symbol { return value }
    return (value * factor + offset - other.offset) / other.factor
  }

  /// Every symbol, sorted.
  package static let symbols: [String] = known.keys.sorted()

  private static let known: [String: MeasureUnit] = {
    var table: [String: MeasureUnit] = [:]
    func add(_ dimension: String, _ units: KeyValuePairs<String, Double>) {
      for (symbol, factor) in units {
        table[symbol] = MeasureUnit(
          symbol: symbol, dimension: dimension, factor: factor, offset: 0)
      }
    }
    add("pressure", ["Pa": 1, "kPa": 1e3, "MPa": 1e6, "bar": 1e5, "mbar": 100, "psi": 6_894.757293168361])
    add("length", ["m": 1, "cm": 0.01, "mm": 0.001, "km": 1_000, "in": 0.0254, "ft": 0.3048])
    add("area", ["m2": 1, "cm2": 1e-4, "mm2": 1e-6, "ft2": 0.09290304])
    add("volume", ["m3": 1, "L": 0.001, "mL": 1e-6])
    add("flow", ["m3/h": 1 / 3_600.0, "m3/s": 1, "L/s": 0.001, "L/min": 0.001 / 60])
    add("mass", ["kg": 1, "g": 0.001, "mg": 1e-6, "t": 1_000, "lb": 0.45359237])
    add("force", ["N": 1, "kN": 1_000])
    add("load", ["kN/m2": 1_000, "N/m2": 1])
    add("resistance", ["Ω": 1, "ohm": 1, "mΩ": 0.001, "kΩ": 1_000, "MΩ": 1e6])
    add("current", ["A": 1, "mA": 0.001, "kA": 1_000])
    add("voltage", ["V": 1, "mV": 0.001, "kV": 1_000])
    add("power", ["W": 1, "kW": 1_000, "MW": 1e6])
    add("frequency", ["Hz": 1, "kHz": 1_000])
    add("illuminance", ["lx": 1])
    add("sound level", ["dB": 1, "dB(A)": 1])
    add("ratio", ["%": 0.01, "ppm": 1e-6, "‰": 0.001])
    add("explosive limit", ["%LEL": 1])
    add("concentration", ["mg/m3": 1, "g/m3": 1_000])
    add("velocity", ["m/s": 1, "km/h": 1 / 3.6])
    add("time", ["s": 1, "ms": 0.001, "min": 60, "h": 3_600, "d": 86_400])
    add("angle", ["°": 1])
    add("count", ["count": 1])
    table["K"] = MeasureUnit(symbol: "K", dimension: "temperature", factor: 1, offset: 0)
    table["°C"] = MeasureUnit(symbol: "°C", dimension: "temperature", factor: 1, offset: 273.15)
    table["°F"] = MeasureUnit(
      symbol: "°F", dimension: "temperature", factor: 5 / 9.0, offset: 459.67 * 5 / 9)
    return table
  }()
}
