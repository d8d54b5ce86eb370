package import Inspection

/// All sites of a register, in its order.
package struct SiteRegister: Sendable {
  package internal(set) var sites: [Site] = []
  /// The position of each id in `sites`.
  package internal(set) var indexByID: [String: Int] = [:]
}
