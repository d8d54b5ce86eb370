/// The four colours of risk, red being the worst.
package enum RiskGrade: UInt8, Sendable, Hashable, Comparable, CaseIterable, Codable {
  case blue = 1
  case yellow = 2
  case orange = 3
  case red = 4

  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package static func < (a: RiskGrade, b: RiskGrade) -> Bool { a.rawValue < b.rawValue }
}
