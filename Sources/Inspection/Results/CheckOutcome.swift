/// What a check came to: the nine rule results of XCCDF 1.2 (NIST IR 7275 Rev. 4, table 26).
package enum CheckOutcome: UInt8, Sendable, Hashable, CaseIterable, Codable {
  case pass = 0
  case fail = 1
  /// The check could not be completed by an inner fault, or its required evidence is missing.
  case error = 2
  /// The check ran and could not tell, for example after a timeout.
  case unknown = 3
  case notapplicable = 4
  /// Nothing was observed.
  case notchecked = 5
  case notselected = 6
  case informational = 7
  case fixed = 8

  /// Whether somebody may still decide the check by submitting it: nobody looked, or what was shown was not enough.
  package var isOpen: Bool { self == .notchecked || self == .error }

  /// XCCDF's word for it.
  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}
