package import Inspection
import Kafka
import Wire

/// Makes a task out of a dead letter again.
package struct Redrive: Sendable, Hashable {
  /// Why a letter cannot be redriven, in words.
  package struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String
  }

  package var lane: Lane
  package var task: InspectionTask
  package var key: [UInt8]
  package var value: [UInt8]

  /// The task of the letter's next generation: its outcome replaces the dead one. What earlier attempts decided
  /// stays decided; the attempts count from 0 again.
  ///
  /// - Parameters:
  ///   - now: when the task is due, if it has failed before.
  ///   - urgentTopic: tasks that came from it go back there, all others to the bulk lane.
  package init(_ letter: DeadLetter, now: Timestamp, urgentTopic: String) throws(Refusal) {
    var task = try Self.task(of: letter)
    task.generation = max(task.generation, letter.generation) &+ 1
    task.retry?.attempt = 0
    task.retry?.dueAt = now
    task.retry?.partial.generation = task.generation
    lane = letter.source.topic == urgentTopic ? .urgent : .bulk
    key = TaskKey(campaign: task.campaign, seq: task.seq).bytes
    do {
      value = try TaskCodec.encode(task)
    } catch {
      throw Refusal(description: error.description)
    }
    self.task = task
  }

  /// Decodes the letter's task.
  package static func task(of letter: DeadLetter) throws(Refusal) -> InspectionTask {
    let hint = "; send its seq anew with hazard-producer reconcile CAMPAIGN.yaml --dead"
    guard let value = letter.value else { throw Refusal(description: "it has no value\(hint)") }
    guard value.count == letter.valueLength else {
      throw Refusal(
        description: "only \(value.count) of its \(letter.valueLength) bytes were kept\(hint)")
    }
    let decoded: Result<InspectionTask, WireError> = value.withUnsafeBytes { bytes in
      Result { () throws(WireError) in try TaskCodec.decode(bytes) }
    }
    return try decoded.mapError {
      Refusal(description: "it cannot be decoded (\($0.description))\(hint)")
    }.get()
  }
}
