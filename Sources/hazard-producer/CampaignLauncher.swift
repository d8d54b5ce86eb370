import Fleet
import Foundation
import Inspection
import InspectionFormats
import Kafka
import Logging
import Planning
import ProgramSupport
import Wire

/// Sends a planned campaign: register, checklist, OPEN, the tasks, SEALED.
struct CampaignLauncher {
  let fleet: FleetConfiguration
  let plan: CampaignPlan
  let inputs: CampaignInputs
  /// Tasks a second, at most; nil for no limit.
  let rate: Int?
  let logger: Logger

  /// - Returns: what was done, in words.
  func launch(_ tasks: TaskSpool.Reader) async throws -> String {
    try await prepareTopics()
    let known = try await ControlReader.snapshot(configuration: fleet, logger: logger)
    let campaign = known.campaigns[plan.campaign] ?? ControlState.Campaign()
    try requireSameInputs(campaign)
    if campaign.seal != nil {
      return
        "campaign \(plan.campaign) was launched before, with the same \(plan.tasks) tasks; nothing to send"
    }
    let producer = try ReliableProducer(configuration: fleet.kafka, logger: logger)
    do {
      if campaign.opening == nil {
        try await announce(producer, isChecklistKnown: known.checklists[plan.checklistDigest] != nil)
      }
      let resumed = try await send(tasks, from: campaign.acknowledged, producer)
      try await seal(producer)
      await producer.close(deadline: .seconds(10))
      let note = resumed > 0 ? " (\(resumed) of them sent by an earlier run)" : ""
      return "campaign \(plan.campaign) launched: \(plan.sites) sites, \(plan.tasks) tasks\(note), "
        + "\(plan.checks) checks, digest \(plan.taskDigest)"
    } catch {
      await producer.close(deadline: .seconds(10))
      throw error
    }
  }

  private func prepareTopics() async throws {
    try await fleet.withAdmin(logger: logger) { admin in
      try fleet.topics.requireUsable(try await admin.createTopics(fleet.topics.specifications))
    }
  }

  private func requireSameInputs(_ campaign: ControlState.Campaign) throws {
    guard let opening = campaign.opening else { return }
    let isSame =
      opening.taskDigest == plan.taskDigest && opening.checklistDigest == plan.checklistDigest
      && opening.registerDigest == plan.registerDigest && campaign.acknowledged <= plan.tasks
    if isSame { return }
    throw ValidationErrors(
      ValidationIssue(
        .init(file: "campaign \(plan.campaign)"), field: "campaign",
        "was opened with other inputs: \(opening.taskCount) tasks, digest \(opening.taskDigest), checklist "
          + "\(opening.checklistDigest), register \(opening.registerDigest); these give \(plan.tasks) tasks, digest "
          + "\(plan.taskDigest), checklist \(plan.checklistDigest), register \(plan.registerDigest). Choose another "
          + "campaign id, or restore the inputs"
      ))
  }

  /// A checklist that is known is not sent again: compaction would move it behind the openings that name it.
  private func announce(_ producer: ReliableProducer, isChecklistKnown: Bool) async throws {
    for (key, record) in try RegisterChunks(regions: inputs.regions, sites: inputs.sites).records {
      var chunk = OutgoingBatch()
      chunk.append(key: Array(key.utf8), value: try record.encoded())
      try await producer.send(chunk, to: fleet.topics.registers)
    }
    if !isChecklistKnown { try await send(.checklist(inputs.checklist), producer) }
    try await send(.opening(plan.opening(at: .now)), producer)
  }

  private func seal(_ producer: ReliableProducer) async throws {
    let seal = ControlRecord.CampaignSeal(
      campaign: plan.campaign, taskCount: plan.tasks, taskDigest: plan.taskDigest, sealedAt: .now)
    try await send(.seal(seal), producer)
  }

  private func send(_ record: ControlRecord, _ producer: ReliableProducer) async throws {
    var batch = OutgoingBatch()
    batch.append(key: Array(try record.key().utf8), value: try record.encoded())
    try await producer.send(batch, to: fleet.topics.control)
  }

  /// Sends the tasks from seq `first` on, some windows at once, and notes how far the acknowledgements reach.
  ///
  /// - Returns: how many tasks an earlier run had sent.
  private func send(
    _ tasks: TaskSpool.Reader, from first: UInt64, _ producer: ReliableProducer
  ) async throws -> UInt64 {
    let bar = ProgressBar("Launching", unit: "tasks", total: Int(clamping: plan.tasks), first: Int(first))
    var windows = TaskWindows(tasks: tasks, campaign: plan.campaign, topics: fleet.topics, size: windowSize)
    try windows.skip(to: first)
    var pace = Pace(rate: rate)
    var acknowledged = first
    var noted = ContinuousClock.now
    try await withThrowingTaskGroup(of: TaskWindow.self) { group in
      var arrived: [UInt64: UInt64] = [:]
      var running = 0
      func settle(_ window: TaskWindow) async throws {
        arrived[window.seqs.lowerBound] = window.seqs.upperBound
        while let end = arrived.removeValue(forKey: acknowledged) { acknowledged = end }
        bar.update(Int(clamping: acknowledged))
        if .now - noted > .seconds(1) {
          noted = .now
          try await send(.progress(campaign: plan.campaign, acknowledged: acknowledged), producer)
        }
      }
      while let window = try windows.next() {
        if running == Self.windowsAtOnce, let done = try await group.next() {
          running -= 1
          try await settle(done)
        }
        running += 1
        group.addTask {
          for (topic, batch) in window.batches { try await producer.send(batch, to: topic) }
          return window
        }
        try await pace.wait(afterSending: window.seqs.count)
      }
      while let done = try await group.next() { try await settle(done) }
    }
    bar.finish(Int(clamping: acknowledged))
    return first
  }

  private static let windowsAtOnce = 4
  private static let largestWindow = 2_000

  private var windowSize: Int {
    rate.map { min(Self.largestWindow, max(1, $0 / 10)) } ?? Self.largestWindow
  }
}

extension Timestamp {
  fileprivate static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }
}
