/// The wire version that this program writes and the only one that it reads.
package enum WireVersion {
  package static let current: UInt32 = 1

  static func require(_ version: UInt32) throws(WireError) {
    guard version == current else {
      throw WireError(.unknownVersion, "wire version \(version), expected \(current)")
    }
  }
}
