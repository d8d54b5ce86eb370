/// The record key of a task and of its result.
///
/// Neighbouring tasks share a key, so that a batch goes to few partitions; a campaign's tasks spread over all.
package enum TaskKey {
  private static let tasksPerKey: UInt64 = 16

  package static func bytes(campaign: String, seq: UInt64) -> [UInt8] {
    Array("\(campaign)/\(seq / tasksPerKey)".utf8)
  }
}
