import Fleet
import Inspection
import Kafka
import Planning

/// Some consecutive tasks, by topic.
struct TaskWindow: Sendable {
  var seqs: Range<UInt64>
  var batches: [String: OutgoingBatch]
}

/// Cuts a launch's tasks into windows.
struct TaskWindows {
  private var tasks: TaskSpool.Reader
  private let campaign: String
  private let topics: TopicLayout
  private let size: Int
  private var seq: UInt64 = 0

  /// Ends a window early, so that a window of large tasks stays a fraction of the producer's queue.
  private static let largestBytes = 4 << 20

  init(tasks: TaskSpool.Reader, campaign: String, topics: TopicLayout, size: Int) {
    self.tasks = tasks
    self.campaign = campaign
    self.topics = topics
    self.size = size
  }

  /// Passes over the tasks before `first`.
  mutating func skip(to first: UInt64) throws {
    while seq < first, try tasks.next() != nil { seq += 1 }
  }

  /// - Returns: nil after the last task.
  mutating func next() throws -> TaskWindow? {
    let start = seq
    var batches: [String: OutgoingBatch] = [:]
    var bytes = 0
    while seq - start < size, bytes < Self.largestBytes, let task = try tasks.next() {
      batches[topics.tasks(task.lane), default: OutgoingBatch()]
        .append(key: TaskKey.bytes(campaign: campaign, seq: seq), value: task.bytes)
      bytes += task.bytes.count
      seq += 1
    }
    return batches.isEmpty ? nil : TaskWindow(seqs: start..<seq, batches: batches)
  }
}
