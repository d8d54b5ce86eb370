/// Why a command was not carried out.
package struct RectificationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case unknownHazard
    /// Not from the state that the hazard is in.
    case notAllowed
    /// Whoever rectified must not verify it.
    case samePerson
    /// Something that the command needs is missing or not usable.
    case incomplete
    /// The hazard is not as the person saw it.
    case versionConflict
    /// Before something that is known already, or in the future.
    case badTime
    /// The key belongs to another command.
    case keyReused
  }

  package var code: Code
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
