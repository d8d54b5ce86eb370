/// How hard a hazard is to put right, as the checklist estimates it for the item.
package enum Difficulty: UInt8, Sendable, Hashable, Comparable, CaseIterable, Codable {
  /// On the spot or within days, by who is there.
  case easy = 1
  /// Needs work or material that has to be arranged.
  case medium = 2
  /// Needs a project: money, planning, or several parties.
  case hard = 3

  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package static func < (a: Difficulty, b: Difficulty) -> Bool { a.rawValue < b.rawValue }
}
