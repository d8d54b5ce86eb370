import Foundation
import Testing

extension EndToEndTests {
  /// What waits in a partition is told by the worker that has it, and no longer by the one that had it.
  @Test func lagIsToldByWhoHasThePartition() async throws {
    try await Fleet.run { fleet in
      let (_, api) = try await fleet.startAggregator()
      let first = try await Measured(fleet)
      let campaign = try await District.scaled(fleet, sites: 400, checksPerTask: 20).campaign
      #expect(try await fleet.launch(campaign).exit == .code(0))
      _ = try await fleet.waitUntilComplete(campaign.id, api)
      let all = try await eventually("the worker tells of what it has done, and that nothing waits") {
        let lags = try await first.lags()
        return lags.count > 1 && lags.values.allSatisfy { $0 == 0 } ? Set(lags.keys) : nil
      }
      #expect(try await first.value("kafka_consumer_drain_seconds{topic=\"hazardfleet.tasks.bulk\"}") == 0)

      let second = try await Measured(fleet)
      _ = try await eventually("each partition is told of by one of the two") { () -> Bool? in
        let (one, other) = (Set(try await first.lags().keys), Set(try await second.lags().keys))
        let isShared = !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other)
        return isShared && one.union(other) == all ? true : nil
      }
    }
  }

  /// The broker of these tests answers a fetch that finds nothing at once: a consumer that asked again at once would
  /// receive more than a megabyte of such answers a second.
  @Test func idleConsumersRestBetweenFetches() async throws {
    try await Fleet.run { fleet in
      _ = try await fleet.startAggregator()
      let worker = try await Measured(fleet)
      let clock = ContinuousClock()
      let (before, began) = (try await worker.received(), clock.now)
      let after = try await eventually("more was received") {
        let received = try await worker.received()
        return clock.now - began > .seconds(2) && received > before ? received : nil
      }
      // Two consumers, a fetch each in 5 ms at most, of some hundred bytes for the partitions of a fleet.
      let most = 2 * ((clock.now - began) / .milliseconds(5)) * 1_500 + 100_000
      #expect(after - before < most)
    }
  }
}

/// A worker that measures several times a second.
private struct Measured {
  let status: API

  init(_ fleet: Fleet) async throws {
    let address = "127.0.0.1:\(try LoopbackPort.free())"
    _ = try await fleet.start(
      "hazard-worker",
      fleet.connection + ["--status", address, "--kafka", "statistics.interval.ms=200"], name: "worker")
    let status = API(base: "http://\(address)")
    _ = try await eventually("the worker has its tasks") { () -> Bool? in
      (try? await status.answer("/readyz"))?.status == 200 ? true : nil
    }
    self.status = status
  }

  /// What waits, by the partitions of the lanes; of those of which an offset was committed.
  func lags() async throws -> [String: Double] {
    var lags: [String: Double] = [:]
    for line in try await lines()
    where line.hasPrefix("kafka_consumer_lag_records{") && line.contains("tasks.bulk") {
      let parts = line.split(separator: " ")
      lags[String(parts[0])] = parts.count == 2 ? Double(parts[1]) : nil
    }
    return lags
  }

  /// The value of a series.
  func value(_ series: String) async throws -> Double? {
    try await lines().first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.count + 1)) }
  }

  /// By the consumers, since the worker started.
  func received() async throws -> Double {
    try await lines().filter { $0.hasPrefix("kafka_client_received_bytes{") && $0.contains("consumer") }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
  }

  private func lines() async throws -> [Substring] {
    try await status.answer("/metrics").body.split(separator: "\n")
  }
}
