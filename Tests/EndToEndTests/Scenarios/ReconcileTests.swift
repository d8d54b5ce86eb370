import Testing

extension EndToEndTests {
  /// The broker has lost everything, the ledger says what is missing: just that is sent, and announced again.
  @Test func reconcileSendsJustWhatIsMissing() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 50)
      let total = try await fleet.plannedTasks(district.campaign)
      let ledger = try CannedLedger(
        missing: #"[{"first": 3, "last": 9}, {"first": \#(total - 1), "last": \#(total - 1)}]"#,
        dead: #"[{"first": 20, "last": 21}]"#, generation: 4, total: total)
      defer { ledger.stop() }

      let tried = try await fleet.reconcile(district.campaign, ledger, ["--dead", "--dry-run"])
      #expect(tried.exit == .code(0), "\(tried.standardError)")
      #expect(tried.standardOutput.contains("would be announced again: OPEN, SEALED"))
      #expect(try await fleet.backlog("tasks.bulk") + fleet.backlog("tasks.urgent") == 0)
      #expect(try await fleet.launched(district.campaign.id) == nil)

      let output = try await fleet.reconcile(district.campaign, ledger, ["--dead", "--rate", "1000"])
      #expect(output.exit == .code(0), "\(output.standardError)")
      #expect(output.standardOutput.contains("announced again: OPEN, SEALED"))
      #expect(
        output.standardOutput.contains(
          "8 of \(total) tasks are missing; they were sent again: 3-9, \(total - 1)"))
      #expect(output.standardOutput.contains("2 tasks are dead; they were sent again as generation 5: 20-21"))
      #expect(try await fleet.backlog("tasks.bulk") + fleet.backlog("tasks.urgent") == 10)
      #expect(try await fleet.launched(district.campaign.id)?["phase"] == .string("sealed"))

      let again = try await fleet.reconcile(district.campaign, ledger, [])
      #expect(!again.standardOutput.contains("announced again"))
      #expect(again.standardError.contains("10 tasks and 0 results still wait"))

      try await expectRefusals(fleet, district.campaign, total)
    }
  }

  private func expectRefusals(_ fleet: Fleet, _ campaign: Campaign, _ total: Int) async throws {
    let other = try CannedLedger(missing: "[]", dead: "[]", generation: 0, total: total + 1)
    defer { other.stop() }
    let refused = try await fleet.reconcile(campaign, other, [])
    #expect(refused.exit == .code(2))
    #expect(refused.standardError.contains("has \(total + 1) tasks in the ledger"))
    let empty = try CannedLedger([:])
    defer { empty.stop() }
    let behind = try await fleet.reconcile(campaign, empty, [])
    #expect(behind.exit == .code(1))
    #expect(behind.standardError.contains("the ledger has not heard of campaign"))
  }

  /// The control topic has lost the cancellation, the ledger has not.
  @Test func reconcileEndsWhatACancelledCampaignMisses() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 50)
      let total = try await fleet.plannedTasks(district.campaign)
      let ledger = try CannedLedger(
        missing: #"[{"first": 0, "last": 4}]"#, dead: "[]", generation: 0, total: total, isCancelled: true)
      defer { ledger.stop() }
      let output = try await fleet.reconcile(district.campaign, ledger, [])
      #expect(output.exit == .code(0), "\(output.standardError)")
      #expect(output.standardOutput.contains("announced again: OPEN, CANCELLED"))
      #expect(output.standardOutput.contains("they were ended as cancelled: 0-4"))
      #expect(try await fleet.backlog("results") == 5)
      let status = try #require(try await fleet.launched(district.campaign.id))
      #expect(status["cancelled"]["at"] == .string("2026-11-02T09:00:00Z"))
      #expect(status["cancelled"]["person"] == .string("li"))
    }
  }
}

extension CannedLedger {
  /// Of the campaign that `District.scaled` gives.
  fileprivate convenience init(
    missing: String, dead: String, generation: Int, total: Int, isCancelled: Bool = false
  ) throws {
    let path = "/v1/campaigns/district"
    func page(_ items: String) -> String {
      #"{"items": \#(items), "next": null, "total": 1, "maxGeneration": \#(generation)}"#
    }
    let cancellation = #""2026-11-02T09:00:00Z", "cancelledBy": "li", "cancelReason": "wrong""#
    try self.init([
      path:
        #"{"phase": "running", "tasks": {"total": \#(total)}, "cancelledAt": \#(isCancelled ? cancellation : "null")}"#,
      path + "/outstanding?outcome=missing&limit=1000": page(missing),
      path + "/outstanding?outcome=dead&limit=1000": page(dead),
    ])
  }
}

extension Fleet {
  fileprivate func plannedTasks(_ campaign: Campaign) async throws -> Int {
    let plan = try JSON(try await succeed("hazard-producer", ["plan", campaign.file, "--json"]))
    guard let tasks = plan["tasks"].int, tasks > 30 else { throw Trouble("too few tasks") }
    return tasks
  }

  fileprivate func reconcile(
    _ campaign: Campaign, _ ledger: CannedLedger, _ options: [String]
  ) async throws -> Output {
    try await run(
      "hazard-producer", ["reconcile", campaign.file, "--api", ledger.address] + options + connection)
  }
}
