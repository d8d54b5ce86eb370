/// How serious a hazard is in law: general (一般隐患) or major (重大隐患).
package enum HazardLevel: UInt8, Sendable, Hashable, Comparable, CaseIterable, Codable {
  case general = 1
  case major = 2

  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package static func < (a: HazardLevel, b: HazardLevel) -> Bool { a.rawValue < b.rawValue }
}
