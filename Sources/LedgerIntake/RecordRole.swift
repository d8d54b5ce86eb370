/// What the records of a topic are.
package enum RecordRole: String, Sendable, Hashable, CaseIterable {
  case control
  case registers
  case results
  /// What people command and the clock says; on no topic.
  case commands

  /// By the last part of the topic's name: what stands before it is the fleet's prefix.
  package init?(topic: String) {
    guard let part = topic.split(separator: ".").last, let role = RecordRole(rawValue: String(part)) else {
      return nil
    }
    self = role
  }
}
