import Faults

/// The versions of the wire format. A message says its own in field 1.
package enum WireVersion {
  /// The one that this program writes, and the newest that it reads. Older ones it reads as well.
  package static let current: UInt32 = FaultPlan.wireVersion ?? 1

  private static let oldest: UInt32 = 1

  /// Those that a program of a later release may write while this one still runs. What lies beyond is garbage.
  private static let furthestAhead: UInt32 = 15

  /// Whether this program reads it.
  static func isKnown(_ version: UInt32) -> Bool { (oldest...current).contains(version) }

  static func require(_ version: UInt32) throws(WireError) {
    guard !isKnown(version) else { return }
    let isNewer = version > current && version <= current + furthestAhead
    throw WireError(
      isNewer ? .newerVersion : .unknownVersion,
      "wire version \(version); this program reads \(oldest == current ? "" : "\(oldest) to ")\(current)")
  }
}
