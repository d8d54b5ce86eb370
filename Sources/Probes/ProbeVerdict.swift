/// What a probe found out.
package enum ProbeVerdict: Sendable, Hashable {
  case met
  /// With what the probe said.
  case violated(String)
  /// It could not tell this time; it may the next.
  case undecided(Failure)

  /// Why a probe could not tell.
  package struct Failure: Sendable, Hashable {
    package var kind: Kind
    /// In words.
    package var reason: String

    package init(_ kind: Kind, _ reason: String) {
      self.kind = kind
      self.reason = reason
    }
  }

  /// By which failures are grouped; the raw value is the word for it.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It ran longer than it may.
    case timeout
    /// It was ended by a signal, or with an exit code that has no meaning.
    case crash
    /// It wrote more than it may.
    case output
    /// It says itself that it does not know.
    case unknown
    /// It cannot be run here.
    case unavailable
  }
}
