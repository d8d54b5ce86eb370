import Fleet
import Inspection
import Kafka
import Logging
import Planning
import ProgramSupport
import Wire

/// Cancels a campaign: tells the workers, and ends the tasks that no worker will see.
struct CampaignCanceller {
  let fleet: FleetConfiguration
  let logger: Logger

  /// - Returns: what was done, in words.
  /// - Throws: `ValidationErrors` for a campaign that was never opened.
  func cancel(_ cancellation: CampaignCancellation) async throws -> String {
    let id = cancellation.campaign
    try await fleet.withAdmin(logger: logger) { _ in }
    var view = try await ControlReader.catchUp(ControlView(), configuration: fleet, logger: logger)
    guard let campaign = view.state.campaigns[id], let opening = campaign.opening else {
      throw ValidationErrors(unknown(id, among: view.state))
    }
    return try await fleet.withProducer(logger: logger) { producer in
      let done: String
      if let earlier = campaign.cancellation {
        done = "campaign \(id) was cancelled before, \(earlier.summary)"
      } else {
        try await ControlWriter(producer: producer, topics: fleet.topics).send(.cancellation(cancellation))
        done = "campaign \(id) cancelled"
      }
      // A launch that is still running may have got further, or to its end.
      view = try await ControlReader.catchUp(view, configuration: fleet, logger: logger)
      guard let now = view.state.campaigns[id], now.seal == nil else {
        return "\(done): workers end what they have not started of its \(opening.taskCount) tasks; "
          + "if all have ended already, it stays complete"
      }
      let first = min(now.acknowledged, opening.taskCount)
      let unsent = SeqRanges(first..<opening.taskCount)
      try await CancelledOutcomes(producer: producer, topics: fleet.topics).send(unsent, campaign: id)
      return
        "\(done): \(unsent.count) of its \(opening.taskCount) tasks that were not sent, or not for sure, are "
        + "ended; workers end what they have not started of the others"
    }
  }

  private func unknown(_ campaign: String, among state: ControlState) -> ValidationIssue {
    let known = state.campaigns.values.compactMap(\.opening?.id).sorted()
    let hint = NearestName.hint(for: campaign, among: known)
    return ValidationIssue(
      .init(file: "campaign \(campaign)"), field: "campaign", "was never launched on these topics\(hint)")
  }
}

/// Writes the outcomes of tasks that will not be started any more.
struct CancelledOutcomes {
  let producer: ReliableProducer
  let topics: TopicLayout
  var rate: Int?

  func send(_ seqs: SeqRanges, campaign: String) async throws {
    guard !seqs.isEmpty else { return }
    let bar = ProgressBar("Cancelling", unit: "tasks", total: Int(clamping: seqs.count))
    let sender = WindowSender(producer: producer, rate: rate, bar: bar)
    var windows = CancelledWindows(seqs, campaign: campaign, topics: topics, size: sender.windowSize)
    try await sender.send { try windows.next() }
  }
}
