import Fleet
import Foundation
import HazardctlKit
import Inspection
import InspectionFormats
import Kafka
import Logging
import Planning
import ProgramSupport
import Wire

/// Sends again what the ledger misses of a campaign.
struct CampaignReconciler {
  let fleet: FleetConfiguration
  let ledger: LedgerClient
  let plan: CampaignPlan
  let inputs: CampaignInputs
  let includesDead: Bool
  let isDryRun: Bool
  /// Records a second, at most; nil for no limit.
  let rate: Int?
  let logger: Logger

  /// What the ledger lacks.
  private struct Gaps {
    var missing = SeqRanges()
    var dead = SeqRanges()
    /// That dead tasks are sent with.
    var generation: UInt32 = 0
  }

  /// - Returns: what was done, in words.
  /// - Throws: `LedgerClient.Trouble`; `ValidationErrors` for other inputs than the campaign was launched with.
  func reconcile(_ tasks: TaskSpool.Reader) async throws -> String {
    let answer = try await ledger.campaign(plan.campaign)
    return try await fleet.withAdmin(logger: logger) { admin in
      let known = try await readControl(admin)
      let campaign = known.campaigns[plan.campaign] ?? ControlState.Campaign()
      try campaign.requireSameInputs(as: plan)
      let counted = try require(answer, campaign)
      try await warnOfBacklog(admin)
      let cancellation = campaign.cancellation ?? counted.cancellation(of: plan.campaign)
      let gaps = try await findGaps(isCancelled: cancellation != nil)
      let announced = try await fleet.withProducer(logger: logger) { producer in
        try await send(gaps, of: tasks, known, campaign, cancellation, producer)
      }
      return text(gaps, announced: announced, isCancelled: cancellation != nil)
    }
  }

  // MARK: Finding out

  /// Creates topics that are gone, except when nothing is to be done but looked.
  private func readControl(_ admin: KafkaAdmin) async throws -> ControlState {
    if isDryRun {
      let counts = try await admin.partitionCounts(of: [fleet.topics.control])
      if counts.isEmpty { return ControlState() }
    } else {
      try await fleet.topics.prepare(admin)
    }
    return try await ControlReader.snapshot(configuration: fleet, logger: logger)
  }

  private func require(
    _ answer: LedgerClient.Campaign?, _ campaign: ControlState.Campaign
  ) throws -> LedgerClient.Campaign {
    guard let answer else {
      guard campaign.opening == nil else {
        throw LedgerClient.Trouble(
          exitCode: ProgramExit.failure,
          description: "the ledger has not heard of campaign \(plan.campaign) yet, but control knows it: let "
            + "hazard-aggregator catch up first")
      }
      throw issue("was never launched, neither the ledger nor control knows it; use hazard-producer launch")
    }
    guard answer.taskCount == plan.tasks else {
      throw issue(
        "has \(answer.taskCount) tasks in the ledger, but these inputs give \(plan.tasks): restore the inputs "
          + "that it was launched with")
    }
    return answer
  }

  private func issue(_ message: String) -> ValidationErrors {
    ValidationErrors(
      ValidationIssue(.init(file: "campaign \(plan.campaign)"), field: "campaign", message))
  }

  private func warnOfBacklog(_ admin: KafkaAdmin) async throws {
    let tasks = try await admin.lag(group: fleet.workerGroup, topics: fleet.topics.taskTopics)
    let results = try await admin.lag(group: fleet.aggregatorGroup, topics: [fleet.topics.results])
    let waiting = [tasks, results].map { $0.values.reduce(0) { $0 + $1.lag } }
    guard waiting.contains(where: { $0 > 0 }) else { return }
    StandardError.write(
      "\(waiting[0]) tasks and \(waiting[1]) results still wait in the topics: what seems missing may only be on "
        + "its way\n")
  }

  private func findGaps(isCancelled: Bool) async throws -> Gaps {
    var gaps = Gaps()
    gaps.missing = try ranges(try await ledger.outstanding(.missing, of: plan.campaign))
    guard includesDead, !isCancelled else { return gaps }
    let dead = try await ledger.outstanding(.dead, of: plan.campaign)
    gaps.dead = try ranges(dead)
    gaps.generation = (dead?.maxGeneration ?? 0) &+ 1
    return gaps
  }

  private func ranges(_ outstanding: LedgerClient.Outstanding?) throws -> SeqRanges {
    var ranges = SeqRanges()
    for range in outstanding?.ranges ?? [] {
      guard range.upperBound < plan.tasks else {
        throw issue("has seq \(range.upperBound) in the ledger, but these inputs give \(plan.tasks) tasks")
      }
      ranges.add(range.lowerBound..<range.upperBound + 1)
    }
    return ranges
  }

  // MARK: Sending

  /// - Returns: what was announced again.
  private func send(
    _ gaps: Gaps, of tasks: TaskSpool.Reader, _ known: ControlState, _ campaign: ControlState.Campaign,
    _ cancellation: CampaignCancellation?, _ producer: ReliableProducer
  ) async throws -> [String] {
    let control = ControlWriter(producer: producer, topics: fleet.topics)
    var announced: [String] = []
    if campaign.opening == nil {
      announced.append("OPEN")
      if !isDryRun { try await control.announce(plan, inputs, known: known) }
    }
    if let cancellation {
      if campaign.cancellation == nil {
        announced.append("CANCELLED")
        if !isDryRun { try await control.send(.cancellation(cancellation)) }
      }
      if !isDryRun {
        try await CancelledOutcomes(producer: producer, topics: fleet.topics, rate: rate)
          .send(gaps.missing, campaign: plan.campaign)
      }
      return announced
    }
    if !isDryRun { try await send(gaps, of: tasks, producer) }
    if campaign.seal == nil {
      announced.append("SEALED")
      if !isDryRun { try await control.seal(plan) }
    }
    return announced
  }

  private func send(_ gaps: Gaps, of tasks: TaskSpool.Reader, _ producer: ReliableProducer) async throws {
    let count = gaps.missing.count + gaps.dead.count
    guard count > 0 else { return }
    let bar = ProgressBar("Reconciling", unit: "tasks", total: Int(clamping: count))
    let sender = WindowSender(producer: producer, rate: rate, bar: bar)
    let selection = TaskSelection(
      tasks, seqs: gaps.missing, anew: gaps.dead, generation: gaps.generation)
    var windows = TaskWindows(
      tasks: selection, campaign: plan.campaign, topics: fleet.topics, size: sender.windowSize)
    try await sender.send { try windows.next() }
  }

  // MARK: Words

  private func text(_ gaps: Gaps, announced: [String], isCancelled: Bool) -> String {
    let verb = isDryRun ? "would be " : ""
    var lines: [String] = []
    if !announced.isEmpty {
      lines.append("campaign \(plan.campaign) \(verb)announced again: \(announced.joined(separator: ", "))")
    }
    if gaps.missing.isEmpty {
      lines.append("none of the \(plan.tasks) tasks is missing")
    } else {
      lines.append(
        "\(gaps.missing.count) of \(plan.tasks) tasks are missing; they \(isDryRun ? "would be" : "were") "
          + "\(isCancelled ? "ended as cancelled" : "sent again"): \(gaps.missing.text())")
    }
    if isCancelled, includesDead { lines.append("the campaign is cancelled: its dead tasks stay dead") }
    if includesDead, !isCancelled {
      lines.append(
        gaps.dead.isEmpty
          ? "no task is dead"
          : "\(gaps.dead.count) tasks are dead; they \(isDryRun ? "would be" : "were") sent again as generation "
            + "\(gaps.generation): \(gaps.dead.text())")
    }
    return lines.joined(separator: "\n")
  }
}

extension LedgerClient.Campaign {
  /// What the ledger remembers of the campaign's cancellation, for when control has lost it.
  fileprivate func cancellation(of campaign: String) -> CampaignCancellation? {
    guard let cancelledAt else { return nil }
    let time = DateText.moment(cancelledAt[...], zone: .gmt)?.moment ?? .now
    return CampaignCancellation(
      campaign: campaign, cancelledAt: time, person: cancelledBy ?? "", reason: cancelReason ?? "")
  }
}
