import Inspection

extension WireSiteRef {
  init(_ site: SiteReference) {
    self.init()
    id = site.id
    type = site.type
    region = site.region
    address = site.address
  }
}

extension SiteReference {
  init(_ message: WireSiteRef) throws(WireError) {
    for text in [message.id, message.type, message.region, message.address] { try WireText.require(text) }
    self.init(id: message.id, type: message.type, region: message.region, address: message.address)
  }
}

/// Names as a database keeps them: a NUL would cut them short.
enum WireText {
  static func require(_ text: String) throws(WireError) {
    guard !text.utf8.contains(0) else { throw WireError(.invalid, "a name with a NUL in it") }
  }
}

extension Timestamp {
  init(wire milliseconds: Int64) throws(WireError) {
    self.init(milliseconds: milliseconds)
    guard isPlausible else {
      throw WireError(.invalid, "the time \(milliseconds) lies outside the years 1 to 9999")
    }
  }
}

extension WireInspection {
  init(_ inspection: Inspection) {
    self.init()
    observedAt = inspection.observedAt.milliseconds
    day = inspection.day.days
    inspector = inspection.inspector
  }
}

extension Inspection {
  init(_ message: WireInspection) throws(WireError) {
    self.init(
      observedAt: try Timestamp(wire: message.observedAt), day: CivilDate(days: message.day),
      inspector: message.inspector)
  }
}

extension WireItemRange {
  init(_ range: Range<Int>) {
    self.init()
    first = UInt32(clamping: range.lowerBound)
    count = UInt32(clamping: range.count)
  }
}

extension WireItemRange {
  /// More items than any checklist has.
  static let limit: UInt32 = 1 << 24
}

extension [WireItemRange] {
  func domain() throws(WireError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(count)
    for range in self {
      let first = Int(range.first)
      guard range.count > 0, range.first < WireItemRange.limit, range.count < WireItemRange.limit,
        first >= ranges.last?.upperBound ?? 0
      else { throw WireError(.invalid, "item ranges are not ascending") }
      ranges.append(first..<first + Int(range.count))
    }
    return ranges
  }
}

extension WireHazardLevel {
  init(_ level: HazardLevel) {
    self =
      switch level {
      case .general: .general
      case .major: .major
      }
  }

  func domain() throws(WireError) -> HazardLevel {
    switch self {
    case .general: return .general
    case .major: return .major
    case .unspecified, .UNRECOGNIZED: throw WireError(.invalid, "hazard level \(rawValue)")
    }
  }
}

extension WireRiskGrade {
  init(_ grade: RiskGrade) {
    self =
      switch grade {
      case .blue: .blue
      case .yellow: .yellow
      case .orange: .orange
      case .red: .red
      }
  }

  func domain() throws(WireError) -> RiskGrade {
    switch self {
    case .blue: return .blue
    case .yellow: return .yellow
    case .orange: return .orange
    case .red: return .red
    case .unspecified, .UNRECOGNIZED: throw WireError(.invalid, "risk grade \(rawValue)")
    }
  }
}
