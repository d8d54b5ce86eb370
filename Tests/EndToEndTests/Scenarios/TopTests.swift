import Foundation
import Testing

extension EndToEndTests {
  @Test("hazardctl top: a fleet that has done its work, as lines for programs")
  func topShowsTheFleet() async throws {
    try await Fleet.run { fleet in
      let measured = ["--kafka", "statistics.interval.ms=200"]
      let (_, api) = try await fleet.startAggregator(options: measured)
      let status = "127.0.0.1:\(try LoopbackPort.free())"
      _ = try await fleet.start(
        "hazard-worker", fleet.connection + ["--status", status] + measured, name: "worker")
      let campaign = try await District.bundled(fleet).campaign
      #expect(try await fleet.launch(campaign).exit == .code(0))
      _ = try await fleet.waitUntilComplete(campaign.id, api)
      // The client library measures now and then.
      let picture = try await eventually("top shows that nothing waits") {
        try await finishedPicture(fleet, api, status)
      }
      let row = try #require(picture["campaigns"].list.first)
      #expect(row["id"].string == campaign.id)
      #expect(row["missing"].number == 0)
      let worker = try #require(picture["workers"].list.first)
      #expect(worker["state"].string == "ready")
      #expect(worker["tasksEnded"].number == row["tasks"].number)
      #expect(picture["ledger"]["state"].string == "ready")
    }
  }

  /// - Returns: nil while something waits, or what waits was not measured.
  private func finishedPicture(_ fleet: Fleet, _ api: API, _ worker: String) async throws -> JSON? {
    let options = ["--workers", worker, "--count", "2", "--every", "0.2", "--all"]
    let text = try await fleet.succeed("hazardctl", ["--api", api.base, "--json", "top"] + options)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    let picture = try JSON(String(lines.last ?? ""))
    let lanes = picture["lanes"].list
    let isDone = !lanes.isEmpty && lanes.allSatisfy { $0["waiting"].number == 0 }
    return isDone && picture["ledger"]["waiting"].number == 0 ? picture : nil
  }
}
