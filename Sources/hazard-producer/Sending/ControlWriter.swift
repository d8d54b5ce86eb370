import Fleet
import Inspection
import InspectionFormats
import Kafka
import Planning
import ProgramSupport
import Wire

/// Writes to the control topic, and what belongs to an announcement to the registers.
struct ControlWriter {
  let producer: ReliableProducer
  let topics: TopicLayout

  func send(_ record: ControlRecord) async throws {
    try await producer.send(record, to: topics, deadline: ReliableProducer.commandPatience)
  }

  /// Writes register, checklist and OPEN, unless the campaign is open.
  ///
  /// A checklist that is known is not sent again: compaction would move it behind the openings that name it.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  func announce(_ plan: CampaignPlan, _ inputs: CampaignInputs, known: ControlState) async throws -> Bool {
    guard known.campaigns[plan.campaign]?.opening == nil else { return false }
    for (key, record) in try RegisterChunks(regions: inputs.regions, sites: inputs.sites).records {
      var chunk = OutgoingBatch()
      chunk.append(key: Array(key.utf8), value: try record.encoded())
      try await producer.send(chunk, to: topics.registers, deadline: ReliableProducer.commandPatience)
    }
    if known.checklists[plan.checklistDigest] == nil { try await send(.checklist(inputs.checklist)) }
    try await send(.opening(plan.opening(at: .now)))
    return true
  }

  func seal(_ plan: CampaignPlan) async throws {
    try await send(
      .seal(
        ControlRecord.CampaignSeal(
          campaign: plan.campaign, taskCount: plan.tasks, taskDigest: plan.taskDigest, sealedAt: .now)))
  }
}
