import Fleet
import Inspection
import Kafka
import Planning
import Traces
import Wire

/// Some records, by topic, that are acknowledged together before they count as sent.
struct SendWindow: Sendable {
  /// From its first seq to after its last; not every seq between them need be in it.
  var seqs: Range<UInt64>
  var count = 0
  var batches: [String: OutgoingBatch] = [:]
  /// Of the tasks that are traced.
  private(set) var spans: [Span] = []
  private(set) var bytes = 0

  /// Ends a window early, so that a window of large records stays a fraction of the producer's queue.
  private static let largestBytes = 4 << 20

  init(at seq: UInt64) {
    seqs = seq..<seq
  }

  /// - Parameter span: where the record is traced.
  mutating func append(seq: UInt64, key: [UInt8], value: [UInt8], to topic: String, span: Span? = nil) {
    batches[topic, default: OutgoingBatch()].append(
      key: key, value: value, headers: span?.context.headers ?? [])
    if let span { spans.append(span) }
    seqs = (count == 0 ? seq : seqs.lowerBound)..<seq + 1
    count += 1
    bytes += value.count
  }

  func isFull(size: Int) -> Bool { count >= size || bytes >= Self.largestBytes }
}

/// Cuts tasks into windows.
struct TaskWindows {
  var tasks: TaskSelection
  let campaign: String
  let topics: TopicLayout
  let size: Int
  /// Nil where nothing is traced.
  var trace: LaunchTrace?

  /// - Returns: nil after the last task.
  mutating func next() throws -> SendWindow? {
    var window: SendWindow?
    while window?.isFull(size: size) != true, let task = try tasks.next() {
      var grown = window.take() ?? SendWindow(at: task.seq)
      let topic = topics.tasks(task.lane)
      grown.append(
        seq: task.seq, key: TaskKey.bytes(campaign: campaign, seq: task.seq), value: task.bytes, to: topic,
        span: trace?.send(task.seq, to: topic))
      window = grown
    }
    return window
  }
}

/// The outcomes of tasks that will not be started any more, cut into windows.
struct CancelledWindows {
  private let campaign: String
  private let topic: String
  private let size: Int
  private var rest: ArraySlice<Range<UInt64>>

  /// Stands for the worker in the outcomes.
  private static let writer = "hazard-producer"

  init(_ seqs: SeqRanges, campaign: String, topics: TopicLayout, size: Int) {
    self.campaign = campaign
    self.size = size
    topic = topics.results
    rest = seqs.ranges[...]
  }

  /// - Returns: nil after the last outcome.
  mutating func next() throws -> SendWindow? {
    var window: SendWindow?
    while window?.isFull(size: size) != true, let range = rest.first {
      let seq = range.lowerBound
      rest[rest.startIndex] = seq + 1..<range.upperBound
      if rest[rest.startIndex].isEmpty { rest.removeFirst() }
      var grown = window.take() ?? SendWindow(at: seq)
      let outcome = TaskResult.unchecked(
        .cancelled, campaign: campaign, seq: seq, generation: 0, worker: Self.writer)
      grown.append(
        seq: seq, key: TaskKey.bytes(campaign: campaign, seq: seq), value: ResultCodec.encode(outcome),
        to: topic)
      window = grown
    }
    return window
  }
}
