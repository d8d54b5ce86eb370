import Foundation
import Testing

extension EndToEndTests {
  /// Nothing is lost of what was sent, and the rest is ended: by the command itself.
  @Test func cancelledLaunchStopsAndStaysCancelled() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 20)
      let id = district.campaign.id
      let launch = try await fleet.startLaunch(district.campaign, rate: 300)
      let sent = try await eventually("a part of the tasks is sent") { () -> Int? in
        guard let sent = try await fleet.launched(id)?["sent"].int, sent > 0 else { return nil }
        return sent
      }
      let cancelled = try await fleet.cancel(id, reason: "wrong checklist")
      #expect(cancelled.exit == .code(0), "\(cancelled.standardError)")
      #expect(cancelled.standardOutput.contains("campaign \(id) cancelled"))

      #expect(try await launch.waitForExit() == .code(1))
      #expect(launch.standardError.contains("campaign \(id) was cancelled"))
      #expect(launch.standardError.contains("by inspector-7: wrong checklist"))
      let status = try #require(try await fleet.launched(id))
      #expect(status["phase"] == .string("cancelled"))
      #expect(status["cancelled"]["person"] == .string("inspector-7"))
      #expect(status["cancelled"]["reason"] == .string("wrong checklist"))
      let tasks = try #require(status["tasks"].int)
      #expect(sent < tasks)

      // What was noted as sent is the workers' to end, so that many outcomes are written at least.
      let noted = try #require(status["sent"].int)
      let outcomes = try await fleet.backlog("results")
      #expect(outcomes >= tasks - noted)
      #expect(outcomes <= tasks)

      let again = try await fleet.cancel(id, reason: "another reason")
      #expect(again.exit == .code(0))
      #expect(again.standardOutput.contains("was cancelled before"))
      #expect(again.standardOutput.contains("by inspector-7: wrong checklist"))
      #expect(try await fleet.backlog("results") >= outcomes + tasks - noted)

      let relaunch = try await fleet.launch(district.campaign)
      #expect(relaunch.exit == .code(2))
      #expect(relaunch.standardError.contains("was cancelled at"))
    }
  }

  /// What is in the topics already is the workers' to end, whoever said so.
  @Test func aCampaignIsCancelledOnItsPage() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 330, checksPerTask: 20)
      let id = district.campaign.id
      let (_, api) = try await fleet.startAggregator()
      #expect(try await fleet.launch(district.campaign).exit == .code(0))
      _ = try await eventually("the ledger knows that all is sent") {
        await api.campaign(id)?["phase"].string == "running" ? true : nil
      }
      let sent = try await api.post("/campaigns/\(id)/cancel", form: "person=Li&reason=wrong&confirm=\(id)")
      #expect(sent.status == 200 && sent.body.contains("the campaign is cancelled"), "\(sent.body)")
      _ = try await fleet.startWorker()
      let ended = try await eventually("every task has ended") { () -> JSON? in
        guard let campaign = await api.campaign(id), campaign["phase"].string == "cancelled" else {
          return nil
        }
        return campaign
      }
      #expect(ended["tasks"]["cancelled"].int == ended["tasks"]["total"].int)
      #expect(ended["cancelReason"].string == "wrong")
      #expect(try await fleet.cancel(id, reason: "again").standardOutput.contains("was cancelled before"))
      #expect(try await fleet.verify() == "verified")
    }
  }

  @Test func unknownCampaignCannotBeCancelled() async throws {
    try await Fleet.run { fleet in
      let output = try await fleet.cancel("autumn", reason: "wrong")
      #expect(output.exit == .code(2))
      #expect(output.standardError.contains("campaign autumn: campaign: was never launched"))
    }
  }
}

extension Fleet {
  func cancel(_ campaign: String, reason: String) async throws -> Output {
    try await run(
      "hazard-producer",
      ["cancel", campaign, "--reason", reason, "--person", "inspector-7"] + connection)
  }

  /// What Kafka knows of a campaign.
  func launched(_ campaign: String) async throws -> JSON? {
    try await status()["campaigns"].list.first { $0["campaign"].string == campaign }
  }

  /// Records of a topic that their consumers have not finished.
  func backlog(_ role: String) async throws -> Int {
    let backlog = try await status()["backlogs"].list.first { $0["topic"].string == "hazardfleet.\(role)" }
    return backlog?["waiting"].int ?? 0
  }
}
