#if canImport(Glibc)
  import Glibc
#endif

/// Whether an inspector who never found anything can have been lucky.
package enum PassRun {
  /// Less than one in a thousand is no luck.
  package static let suspicion = 0.001

  /// How likely it is that so many checks all pass where so large a share of all inspectors' checks fails, if every
  /// check were as likely to fail as any other.
  package static func chance(of checks: Int, failing: Share) -> Double? {
    failing.value.map { pow(1 - $0, Double(checks)) }
  }
}
