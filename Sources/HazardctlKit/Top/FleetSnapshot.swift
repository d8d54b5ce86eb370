import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What a fleet says of itself at one moment.
struct FleetSnapshot: Sendable {
  /// Seconds on a clock that never goes back.
  var time: Double
  var workers: [ProgramStatus]
  var aggregator: ProgramStatus
  var campaigns: [CampaignReply]
}

/// Asks a fleet.
struct FleetReader: Sendable {
  let client: APIClient
  let workers: [(address: String, base: URL)]
  private let session: URLSession

  init(client: APIClient, workers: [(address: String, base: URL)]) {
    self.client = client
    self.workers = workers
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Surroundings.current.patience
    session = URLSession(configuration: configuration)
  }

  /// - Throws: `Failure` when the API does not answer; workers that do not are a part of the picture.
  func read() async throws -> FleetSnapshot {
    let data = try await client.get(["v1", "campaigns"])
    let campaigns = try client.decode(ListReply<CampaignReply>.self, from: data).items
    let aggregator = await ProgramStatus.ask(client.base.absoluteString, client.base, session)
    let asked = await statuses()
    return FleetSnapshot(
      time: Surroundings.current.now(), workers: asked, aggregator: aggregator, campaigns: campaigns)
  }

  private func statuses() async -> [ProgramStatus] {
    await withTaskGroup(of: (Int, ProgramStatus).self) { group in
      for (index, worker) in workers.enumerated() {
        group.addTask { (index, await ProgramStatus.ask(worker.address, worker.base, session)) }
      }
      var found: [Int: ProgramStatus] = [:]
      for await (index, status) in group { found[index] = status }
      return found.sorted { $0.key < $1.key }.map(\.value)
    }
  }
}
