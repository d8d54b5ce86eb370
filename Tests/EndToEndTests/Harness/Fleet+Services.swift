import Foundation

/// The long-running programs, and what tests ask of all of them.
extension Fleet {
  /// Starts an aggregator on the test's ledger and waits until it serves its API. On a store that several share, the first
  /// one of the test gets another beside it that stays until the test's end.
  ///
  /// - Parameters:
  ///   - name: what it is started again under after it was killed: the development broker waits for ever for a member
  ///     that is gone, and lets only one of the same name take its place.
  ///   - ledger: where the ledger is; nil for a file in the test's folder.
  ///   - connection: how it reaches the cluster, where that is another way than usual.
  ///   - variables: what is added to its environment, as NAME=VALUE.
  func startAggregator(
    name: String? = nil, ledger: String? = nil, options: [String] = [], connection: [String]? = nil,
    with variables: [String] = []
  ) async throws -> (process: ChildProcess, api: API) {
    let first = try await startOneAggregator(name, ledger, options, connection, variables)
    if ledger == nil, try isFirstOfSeveral("aggregator") {
      _ = try await startOneAggregator(
        name.map { "beside-\($0)" }, ledger, options, connection, variables)
    }
    return first
  }

  private func startOneAggregator(
    _ name: String?, _ ledger: String?, _ options: [String], _ connection: [String]?, _ variables: [String]
  ) async throws -> (process: ChildProcess, api: API) {
    let process = try await start(
      "hazard-aggregator",
      ["run", "--database", ledger ?? database, "--listen", "127.0.0.1:0"] + options
        + (connection ?? self.connection) + naming(name),
      name: "aggregator", with: variables)
    let address = try await eventually("the aggregator listens") { () -> String? in
      if let exit = process.poll() { throw Trouble("the aggregator ended with \(exit)") }
      return process.standardOutput.split(separator: "\n").first { $0.hasPrefix("listening on ") }
        .map { String($0.dropFirst("listening on ".count)) }
    }
    return (process, API(base: address))
  }

  /// Starts a worker. On a store that several aggregators share, the first one of the test gets three others beside it that
  /// stay until the test's end.
  ///
  /// - Parameter name: as for `startAggregator`.
  func startWorker(name: String? = nil, with variables: [String] = []) async throws -> ChildProcess {
    let first = try await start(
      "hazard-worker", connection + naming(name), name: "worker", with: variables)
    if try isFirstOfSeveral("worker") {
      // All have names or none has: the development broker gives partitions twice where the two are mixed.
      for number in 1...3 {
        let naming = naming(name.map { "beside-\($0)-\(number)" })
        _ = try await start("hazard-worker", connection + naming, name: "worker", with: variables)
      }
    }
    return first
  }

  private func naming(_ name: String?) -> [String] { name.map { ["--name", $0] } ?? [] }

  func launch(_ campaign: Campaign, rate: Int? = nil) async throws -> Output {
    try await run("hazard-producer", launchArguments(campaign, rate: rate))
  }

  /// Starts a launch that the test goes on beside.
  func startLaunch(_ campaign: Campaign, rate: Int) async throws -> ChildProcess {
    try await start("hazard-producer", launchArguments(campaign, rate: rate), name: "launch")
  }

  private func launchArguments(_ campaign: Campaign, rate: Int?) -> [String] {
    ["launch", campaign.file] + campaign.options + connection + (rate.map { ["--rate", "\($0)"] } ?? [])
  }

  /// What Kafka knows of the campaigns.
  func status() async throws -> JSON {
    try JSON(try await succeed("hazard-producer", ["status", "--json"] + connection))
  }

  /// What `hazard-aggregator verify` says of the ledger.
  func verify(_ ledger: String? = nil) async throws -> String {
    let output = try await run("hazard-aggregator", ["verify", "--database", ledger ?? database])
    return (output.standardOutput + output.standardError).trimmingCharacters(in: .newlines)
  }

  /// Makes a ledger anew from the log.
  ///
  /// - Returns: the digests that `hazard-aggregator rebuild` tells, of the ledger and of the new one.
  func digestsOfRebuild() async throws -> [String] {
    let rebuilt = try await succeed(
      "hazard-aggregator", ["rebuild", "--database", database, "--into", file("rebuilt.sqlite").path])
    return rebuilt.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  /// - Returns: the complete campaign.
  func waitUntilComplete(_ campaign: String, _ api: API) async throws -> JSON {
    try await eventually("campaign \(campaign) is complete", within: .seconds(240)) {
      guard let answer = await api.campaign(campaign), answer["phase"].string == "complete" else {
        return nil
      }
      return answer
    }
  }

  /// Waits until the campaign is under way, at least to `share`, and checks that it is not nearly done yet: the
  /// test would not show anything then.
  func waitUntilUnderWay(_ campaign: String, beyond share: Double, _ api: API) async throws {
    let progress = try await eventually("campaign \(campaign) is done beyond \(share)") { () -> Double? in
      guard let done = await api.campaign(campaign)?["progress"].number, done >= share else { return nil }
      return done
    }
    guard progress <= 0.9 else {
      throw Trouble("the campaign was too fast to be disturbed: \(progress) done")
    }
  }
}
