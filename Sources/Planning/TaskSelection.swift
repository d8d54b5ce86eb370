package import Inspection
import Wire

/// Some of a campaign's tasks, in seq order.
package struct TaskSelection {
  /// A task as it is to be sent.
  package struct Selected: Sendable {
    package var seq: UInt64
    package var lane: Lane
    package var bytes: [UInt8]
  }

  private var tasks: TaskSpool.Reader
  private var asPlanned: SeqRanges.Cursor
  private var anew: SeqRanges.Cursor
  private let generation: UInt32
  private var seq: UInt64 = 0

  /// - Parameters:
  ///   - tasks: all tasks of the campaign, from seq 0 on.
  ///   - seqs: those that are sent as they were planned.
  ///   - anew: those that are sent with a generation of their own; they come before `seqs` where both name one.
  package init(
    _ tasks: TaskSpool.Reader, seqs: SeqRanges, anew: SeqRanges = SeqRanges(), generation: UInt32 = 0
  ) {
    self.tasks = tasks
    asPlanned = SeqRanges.Cursor(seqs)
    self.anew = SeqRanges.Cursor(anew)
    self.generation = generation
  }

  /// - Returns: nil after the last.
  /// - Throws: `WireError`; what reading the spool throws.
  package mutating func next() throws -> Selected? {
    while let (lane, bytes) = try tasks.next() {
      defer { seq += 1 }
      let isPlanned = asPlanned.contains(seq)
      if anew.contains(seq) {
        var task = try bytes.withUnsafeBytes { try TaskCodec.decode($0) }
        task.generation = generation
        return Selected(seq: seq, lane: lane, bytes: try TaskCodec.encode(task))
      }
      if isPlanned { return Selected(seq: seq, lane: lane, bytes: bytes) }
    }
    return nil
  }
}
