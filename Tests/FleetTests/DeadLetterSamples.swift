import Fleet
import Inspection
import Kafka
import Wire

/// Letters for tests.
enum Letters {
  static let topics = TopicLayout(TopicSettings())

  static func task(
    campaign: String = "c", seq: UInt64 = 7, retry: RetryState? = nil
  ) -> InspectionTask {
    var columns = ObservationColumns()
    columns.append(.boolean(true))
    return InspectionTask(
      campaign: campaign, seq: seq, site: site, inspection: inspection, items: [3..<4], observations: columns,
      retry: retry)
  }

  static let site = SiteReference(id: "s", type: "t", region: "r")
  static let inspection = Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0))

  static let retry = RetryState(
    attempt: 4, firstFailedAt: Timestamp(milliseconds: 5), dueAt: Timestamp(milliseconds: 6),
    errorClass: "timeout", error: "after 5 s",
    partial: TaskResult(
      campaign: "c", seq: 7, generation: 0, outcome: .checked, site: site, inspection: inspection,
      items: [0..<4], findings: [Finding(item: 1, level: .major, grade: .red, reason: "because")],
      worker: "w"))

  static func letter(
    of task: InspectionTask, errorClass: String = "timeout", topic: String = topics.tasks(.bulk),
    generation: UInt32 = 0
  ) throws -> DeadLetter {
    letter(
      key: TaskKey.bytes(campaign: task.campaign, seq: task.seq), value: try TaskCodec.encode(task),
      errorClass: errorClass, topic: topic, generation: generation)
  }

  static func letter(
    key: [UInt8]?, value: [UInt8]?, length: Int? = nil, errorClass: String = "malformed",
    topic: String = topics.tasks(.bulk), generation: UInt32 = 0
  ) -> DeadLetter {
    DeadLetter(
      key: key, value: value, valueLength: length ?? value?.count ?? 0, errorClass: errorClass,
      reason: "because", source: TopicPartition(topic: topic, partition: 3), sourceOffset: 9,
      generation: generation, worker: "w")
  }
}
