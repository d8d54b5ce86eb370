import Foundation
import Testing

extension EndToEndTests {
  @Test func killedLaunchGoesOnWithTheSameTasks() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 20)
      let campaign = district.campaign
      let before = try await plan(fleet, campaign)
      let (aggregator, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()

      let tasks = try #require(before["tasks"].int)
      let first = try await fleet.startLaunch(campaign, rate: tasks / 12)
      try await waitUntilPartlySent(fleet, campaign, first)
      first.kill()
      #expect(try await launched(fleet, campaign)?["phase"] == .string("launching"))

      let second = try await fleet.launch(campaign)
      #expect(second.exit == .code(0), "\(second.standardError)")
      #expect(second.standardOutput.contains("launched: 400 sites, \(tasks) tasks"))
      #expect(second.standardOutput.contains("sent by an earlier run"))
      let digest = try #require(before["taskDigest"].string)
      #expect(second.standardOutput.contains("digest \(digest)"))
      #expect(try await plan(fleet, campaign) == before)

      _ = try await fleet.waitUntilComplete(campaign.id, api)
      try await district.expectFigures(api)
      try await expectNothingMoreToSend(fleet, campaign)
      try await expectOtherInputsRefused(fleet, campaign)

      // Only after the program's end is its log whole.
      aggregator.terminate()
      #expect(try await aggregator.waitForExit(within: .seconds(30)) == .code(0))
      let log = aggregator.standardOutput + aggregator.standardError
      #expect(log.split(separator: "\n").count { $0.contains("campaign complete") } == 1)
      #expect(try await fleet.verify() == "verified")
    }
  }

  private func plan(_ fleet: Fleet, _ campaign: Campaign) async throws -> JSON {
    try JSON(
      try await fleet.succeed("hazard-producer", ["plan", campaign.file, "--json"] + campaign.options))
  }

  private func launched(_ fleet: Fleet, _ campaign: Campaign) async throws -> JSON? {
    try await fleet.status()["campaigns"].list.first { $0["campaign"].string == campaign.id }
  }

  private func waitUntilPartlySent(
    _ fleet: Fleet, _ campaign: Campaign, _ launch: ChildProcess
  ) async throws {
    try await eventually("a part of the tasks is sent") { () -> Void? in
      guard launch.poll() == nil else { throw Trouble("the launch ended before it could be killed") }
      guard let sent = try await launched(fleet, campaign)?["sent"].int, sent > 0 else { return nil }
      return ()
    }
    try #require(launch.poll() == nil, "the launch ended before it could be killed")
  }

  private func expectNothingMoreToSend(_ fleet: Fleet, _ campaign: Campaign) async throws {
    let again = try await fleet.launch(campaign)
    #expect(again.exit == .code(0))
    #expect(again.standardOutput.contains("nothing to send"))
  }

  private func expectOtherInputsRefused(_ fleet: Fleet, _ campaign: Campaign) async throws {
    let text = try String(contentsOfFile: campaign.file, encoding: .utf8)
    var other = campaign
    other.file = try fleet.write(
      text.replacing("checksPerTask: 20", with: "checksPerTask: 25"), to: "other.yaml")
    let refused = try await fleet.launch(other)
    #expect(refused.exit == .code(2))
    #expect(refused.standardError.contains("was opened with other inputs"))
  }
}
