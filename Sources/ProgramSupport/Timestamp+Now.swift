import Foundation
package import Inspection

extension Timestamp {
  /// By the machine's clock. Only programs ask it: the domain is told the time.
  package static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }
}
