/// Why bytes from a topic are not a message that this program understands.
package struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// Not a Protocol Buffers message of the expected type.
    case malformed
    /// A wire version that no program writes.
    case unknownVersion
    /// A wire version of a later release: other programs understand it.
    case newerVersion
    /// A message whose fields contradict each other or lack something.
    case invalid
  }

  package var code: Code
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
