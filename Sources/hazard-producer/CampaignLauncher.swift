import Faults
import Fleet
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
  /// Tasks that may wait for the workers, at most; nil for no limit.
  let maxBacklog: Int?
  /// Nil where nothing is traced.
  let trace: LaunchTrace?
  let logger: Logger

  /// - Returns: what was done, in words.
  func launch(_ tasks: TaskSpool.Reader) async throws -> String {
    try await fleet.withAdmin(logger: logger) { admin in
      try await fleet.topics.prepare(admin)
      let known = try await ControlReader.snapshot(configuration: fleet, logger: logger)
      let campaign = known.campaigns[plan.campaign] ?? ControlState.Campaign()
      try campaign.requireSameInputs(as: plan)
      try campaign.requireNotCancelled()
      if campaign.seal != nil {
        return
          "campaign \(plan.campaign) was launched before, with the same \(plan.tasks) tasks; nothing to send"
      }
      let resumed = try await fleet.withProducer(logger: logger) { producer in
        let control = ControlWriter(producer: producer, topics: fleet.topics)
        try await control.announce(plan, inputs, known: known)
        FaultPlan.pass(.producerOpened)
        try await send(tasks, from: campaign.acknowledged, control, admin)
        FaultPlan.pass(.producerSealing)
        try await control.seal(plan)
        return campaign.acknowledged
      }
      let note = resumed > 0 ? " (\(resumed) of them sent by an earlier run)" : ""
      return "campaign \(plan.campaign) launched: \(plan.sites) sites, \(plan.tasks) tasks\(note), "
        + "\(plan.checks) checks, digest \(plan.taskDigest)"
    }
  }

  /// Sends the tasks from seq `first` on, and notes how far the acknowledgements reach.
  private func send(
    _ tasks: TaskSpool.Reader, from first: UInt64, _ control: ControlWriter, _ admin: KafkaAdmin
  ) async throws {
    let watch = CancellationWatch(plan.campaign, fleet: fleet, logger: logger)
    do {
      try await send(tasks, from: first, control, admin, watch)
      await watch.stop()
      // What was cancelled while the last tasks were on their way is not sealed.
      try watch.check()
    } catch {
      await watch.stop()
      throw error
    }
  }

  private func send(
    _ tasks: TaskSpool.Reader, from first: UInt64, _ control: ControlWriter, _ admin: KafkaAdmin,
    _ watch: CancellationWatch
  ) async throws {
    let bar = ProgressBar("Launching", unit: "tasks", total: Int(clamping: plan.tasks), first: Int(first))
    var sender = WindowSender(
      producer: control.producer, rate: rate, bar: bar, first: Int(first), check: watch.check)
    sender.backlog = maxBacklog.map { BacklogGate(limit: $0, admin: admin, fleet: fleet, logger: logger) }
    var windows = TaskWindows(
      tasks: TaskSelection(tasks, seqs: SeqRanges(first..<plan.tasks)), campaign: plan.campaign,
      topics: fleet.topics, size: sender.windowSize, trace: trace)
    var arrived: [UInt64: UInt64] = [:]
    var acknowledged = first
    var noted = ContinuousClock.now
    func settle(_ window: SendWindow) async throws {
      FaultPlan.pass(.producerWindow)
      trace?.settle(window)
      arrived[window.seqs.lowerBound] = window.seqs.upperBound
      while let end = arrived.removeValue(forKey: acknowledged) { acknowledged = end }
      if .now - noted > .seconds(1) {
        noted = .now
        try await control.send(.progress(campaign: plan.campaign, acknowledged: acknowledged))
      }
    }
    try await sender.send({ try windows.next() }, settled: settle)
  }
}
