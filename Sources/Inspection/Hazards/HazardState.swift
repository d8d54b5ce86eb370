/// Where a hazard stands between being found and its verified end.
package enum HazardState: UInt8, Sendable, Hashable, CaseIterable, Codable {
  /// Found and not yet accepted as rectified (待整改).
  case open = 0
  /// Its rectification was accepted (销号).
  case closed = 1
  /// It ended without a rectification: there was no hazard, or it is followed as another one.
  case dismissed = 2

  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}
