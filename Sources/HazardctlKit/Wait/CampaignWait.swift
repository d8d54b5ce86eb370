import Foundation

/// Asks for a campaign until nothing more is to come of it.
struct CampaignWait {
  private static let interval = 1.0
  /// A campaign that was just launched reaches the ledger a little later than its launcher returns.
  private static let patienceForUnknown = 15.0
  /// A server that restarts is back by then.
  private static let patienceForFailure = 60.0

  let client: APIClient
  let id: String
  /// Seconds; nil waits for ever.
  let timeout: Double?

  /// - Returns: the campaign, and the API's answer about it.
  func run() async throws -> (CampaignReply, Data) {
    let surroundings = Surroundings.current
    let start = surroundings.now()
    var printer = ProgressPrinter(console: surroundings.console)
    defer { printer.finish() }
    var meter = ProgressMeter()
    var hasAnswered = false
    var troubleSince: Double?
    while true {
      let failure: Failure?
      do {
        let data = try await client.get(["v1", "campaigns", id])
        let campaign = try client.decode(CampaignReply.self, from: data)
        let now = surroundings.now()
        meter.add(ended: campaign.tasks.ended, at: now)
        printer.show(campaign, rate: meter.rate, at: now)
        if campaign.isFinal { return (campaign, data) }
        (hasAnswered, troubleSince, failure) = (true, nil, nil)
      } catch let error as Failure {
        failure = error
      }
      let now = surroundings.now()
      if let failure {
        let isUnknown = failure.isRefusal
        if troubleSince == nil { printer.note("waiting: \(failure)") }
        let since = troubleSince ?? now
        troubleSince = since
        let patience = isUnknown ? Self.patienceForUnknown : Self.patienceForFailure
        guard now - since < patience else { throw failure }
      }
      guard let pause = pause(now - start) else {
        // Who never answered may not be there at all: that says more than that time is up.
        if let failure, !failure.isRefusal, !hasAnswered { throw failure }
        throw Failure.timedOut(
          "campaign \(id) is not complete after \(NumberText.duration(now - start)) (--timeout).")
      }
      try await surroundings.sleep(pause)
    }
  }

  /// How long to wait before asking again; nil when time is up.
  private func pause(_ elapsed: Double) -> Double? {
    guard let timeout else { return Self.interval }
    return elapsed >= timeout ? nil : min(Self.interval, timeout - elapsed)
  }
}
