package import Inspection

/// Something that lies in a region.
package enum LedgerPlace: Sendable, Hashable {
  case region(String)
  case site(String)
  case hazard(HazardID)
}

/// Where things lie.
package protocol LedgerPlaces: Sendable {
  /// Whether a place is a region, or lies in it or below it. False for what does not exist.
  func isPlace(_ place: LedgerPlace, within region: String) async throws -> Bool
}
