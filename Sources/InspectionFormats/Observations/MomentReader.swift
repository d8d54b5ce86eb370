import Foundation
import Inspection

/// Reads times, remembering the last one: rows of one inspection carry the same.
struct MomentReader {
  let zone: TimeZone
  private var lastBytes: [UInt8] = []
  private var last: DateText.LocalMoment?

  init(zone: TimeZone) {
    self.zone = zone
  }

  /// - Returns: nil for what is no time.
  mutating func read(_ bytes: UnsafeRawBufferPointer) -> DateText.LocalMoment? {
    let isSame = lastBytes.withUnsafeBytes { $0.count > 0 && bytes.equals($0) }
    if isSame { return last }
    lastBytes.removeAll(keepingCapacity: true)
    lastBytes.append(contentsOf: bytes)
    last = DateText.moment(String(decoding: bytes, as: UTF8.self)[...], zone: zone)
    return last
  }
}

extension DateText.LocalMoment {
  /// Of one moment written in two zones, the later day counts as later, so that the order is total.
  func isLater(than other: DateText.LocalMoment) -> Bool {
    (moment, day) > (other.moment, other.day)
  }
}
