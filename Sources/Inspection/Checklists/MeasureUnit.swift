/// A unit that numbers are observed in, with its conversion to the base unit of its dimension.
///
/// Factors are exact by definition where one exists (inch 25.4 mm, pound-force per square inch from
/// 0.45359237 kg and standard gravity; NIST SP 811, appendix B).
package struct MeasureUnit: Sendable, Hashable {
  /// The unit's symbol as it is written in checklists.
  package let symbol: String
  /// What it measures; only units of one dimension convert into each other.
  package let dimension: String
  /// base = value * numerator / denominator + offset. Whole numbers where the definition has them, so that a
  /// conversion rounds once and 3 m3/h are exactly 50 L/min.
  let numerator: Double
  let denominator: Double
  let offset: Double

  /// - Parameter symbol: or the unit's Chinese name.
  /// - Returns: nil for a symbol that is not known.
  package init?(_ symbol: String) {
    guard let unit = Self.known[Self.chinese[symbol] ?? symbol] else { return nil }
    self = unit
  }

  private init(
    symbol: String, dimension: String, numerator: Double, denominator: Double = 1, offset: Double = 0
  ) {
    self.symbol = symbol
    self.dimension = dimension
    self.numerator = numerator
    self.denominator = denominator
    self.offset = offset
  }

  /// The same quantity in another unit.
  ///
  /// - Returns: nil when the units measure different things.
  package func convert(_ value: Double, to other: MeasureUnit) -> Double? {
    guard dimension == other.dimension else { return nil }
    if symbol == other.symbol { return value }
    if offset == other.offset {
      return value * (numerator * other.denominator) / (denominator * other.numerator)
    }
    let base = value * numerator / denominator + offset
    let converted = (base - other.offset) * other.denominator / other.numerator
    // Temperatures: a billionth of a degree is noise of the offsets.
    return (converted * 1e9).rounded() / 1e9
  }

  /// Every symbol, sorted.
  package static let symbols: [String] = known.keys.sorted()

  /// Chinese names (GB 3100, GB 3101).
  private static let chinese = [
    "帕": "Pa", "千帕": "kPa", "兆帕": "MPa", "巴": "bar", "米": "m", "厘米": "cm", "毫米": "mm", "千米": "km",
    "公里": "km", "微米": "μm", "平方米": "m2", "公顷": "ha", "立方米": "m3", "升": "L", "毫升": "mL", "千克": "kg",
    "公斤": "kg", "克": "g", "毫克": "mg", "吨": "t", "牛": "N", "千牛": "kN", "欧": "Ω", "欧姆": "Ω", "毫欧": "mΩ",
    "千欧": "kΩ", "兆欧": "MΩ", "安": "A", "毫安": "mA", "伏": "V", "千伏": "kV", "瓦": "W", "千瓦": "kW", "兆瓦": "MW",
    "焦": "J", "千瓦时": "kWh", "赫兹": "Hz", "勒克斯": "lx", "分贝": "dB", "米/秒": "m/s", "千米/小时": "km/h", "毫秒": "ms",
    "秒": "s", "分钟": "min", "小时": "h", "天": "d", "度": "°", "摄氏度": "°C", "℃": "°C", "开尔文": "K",
  ]

  private static let known: [String: MeasureUnit] = {
    var table: [String: MeasureUnit] = [:]
    func add(_ dimension: String, _ units: KeyValuePairs<String, (Double, Double)>) {
      for (symbol, (numerator, denominator)) in units {
        table[symbol] = MeasureUnit(
          symbol: symbol, dimension: dimension, numerator: numerator, denominator: denominator)
      }
    }
    add(
      "pressure",
      [
        "Pa": (1, 1), "kPa": (1e3, 1), "MPa": (1e6, 1), "bar": (1e5, 1), "mbar": (100, 1),
        "psi": (6_894.757293168361, 1), "atm": (101_325, 1), "mmHg": (133.322387415, 1),
        "inHg": (3_386.388640341, 1), "inH2O": (249.08891, 1), "kgf/cm2": (98_066.5, 1),
      ])
    add(
      "length",
      [
        "m": (1, 1), "cm": (1, 100), "mm": (1, 1_000), "km": (1_000, 1), "in": (254, 10_000),
        "ft": (3_048, 10_000), "yd": (9_144, 10_000), "mi": (1_609_344, 1_000), "μm": (1, 1e6),
      ])
    add(
      "area",
      [
        "m2": (1, 1), "cm2": (1, 1e4), "mm2": (1, 1e6), "ft2": (9_290_304, 1e8),
        "in2": (64_516, 1e8), "km2": (1e6, 1), "ha": (1e4, 1), "acre": (40_468_564_224, 1e7),
      ])
    // The gallon is that of the United States.
    add(
      "volume",
      [
        "m3": (1, 1), "L": (1, 1_000), "mL": (1, 1e6), "ft3": (28_316_846_592, 1e12),
        "gal": (3_785_411_784, 1e12),
      ])
    add(
      "flow",
      [
        "m3/h": (1, 3_600), "m3/s": (1, 1), "L/s": (1, 1_000), "L/min": (1, 60_000),
        "gpm": (3_785_411_784, 60e12), "cfm": (28_316_846_592, 60e12),
      ])
    add(
      "mass",
      [
        "kg": (1, 1), "g": (1, 1_000), "mg": (1, 1e6), "t": (1_000, 1), "lb": (45_359_237, 1e8),
        "oz": (45_359_237, 16e8),
      ])
    add("force", ["N": (1, 1), "kN": (1_000, 1), "kgf": (980_665, 1e5), "lbf": (4.4482216152605, 1)])
    add("load", ["kN/m2": (1_000, 1), "N/m2": (1, 1), "psf": (47.88025898033584, 1)])
    add("resistance", ["Ω": (1, 1), "ohm": (1, 1), "mΩ": (1, 1_000), "kΩ": (1_000, 1), "MΩ": (1e6, 1)])
    add("current", ["A": (1, 1), "mA": (1, 1_000), "kA": (1_000, 1)])
    add("voltage", ["V": (1, 1), "mV": (1, 1_000), "kV": (1_000, 1)])
    add("power", ["W": (1, 1), "kW": (1_000, 1), "MW": (1e6, 1), "hp": (745.6998715822702, 1)])
    add(
      "energy",
      ["J": (1, 1), "kJ": (1_000, 1), "MJ": (1e6, 1), "kWh": (3.6e6, 1), "BTU": (1_055.05585262, 1)])
    add("frequency", ["Hz": (1, 1), "kHz": (1_000, 1)])
    add("illuminance", ["lx": (1, 1), "fc": (1e8, 9_290_304)])
    add("sound level", ["dB": (1, 1), "dB(A)": (1, 1)])
    add("ratio", ["%": (1, 100), "ppm": (1, 1e6), "‰": (1, 1_000)])
    add("explosive limit", ["%LEL": (1, 1)])
    add("concentration", ["mg/m3": (1, 1), "g/m3": (1_000, 1), "μg/m3": (1, 1_000)])
    add("velocity", ["m/s": (1, 1), "km/h": (10, 36), "mph": (44_704, 1e5), "ft/min": (3_048, 600_000)])
    add("time", ["s": (1, 1), "ms": (1, 1_000), "min": (60, 1), "h": (3_600, 1), "d": (86_400, 1)])
    add("angle", ["°": (1, 1)])
    add("count", ["count": (1, 1)])
    for (symbol, numerator, denominator, offset) in [
      ("K", 1.0, 1.0, 0.0), ("°C", 1, 1, 273.15), ("°F", 5, 9, 459.67 * 5 / 9),
    ] {
      table[symbol] = MeasureUnit(
        symbol: symbol, dimension: "temperature", numerator: numerator, denominator: denominator,
        offset: offset)
    }
    return table
  }()
}
