import Testing

extension EndToEndTests {
  /// Without a worker the launch stands still at the limit; with one it comes to its end.
  @Test func launchKeepsTheBacklogUnderItsLimit() async throws {
    try await Fleet.run { fleet in
      let district = try await District.scaled(fleet, sites: 400, checksPerTask: 20)
      let limit = 400
      let launch = try await fleet.start(
        "hazard-producer",
        ["launch", district.campaign.file, "--max-backlog", "\(limit)"] + fleet.connection, name: "launch")
      _ = try await eventually("the launch is held") { () -> Bool? in
        if let exit = launch.poll() { throw Trouble("the launch ended with \(exit)") }
        return launch.standardError.contains("held: ") ? true : nil
      }
      let waiting = try await fleet.waitingTasks()
      #expect((limit / 2...limit).contains(waiting), "\(waiting) tasks wait")
      // Held means held: more polls of the backlog change nothing.
      let lines = launch.standardError.split(separator: "\n").count
      _ = try await eventually("the launch says again that it is held") { () -> Bool? in
        launch.standardError.split(separator: "\n").count > lines ? true : nil
      }
      #expect(try await fleet.waitingTasks() == waiting)

      _ = try await fleet.startWorker()
      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))
    }
  }
}

extension Fleet {
  /// Tasks that the workers have not finished, on all topics.
  fileprivate func waitingTasks() async throws -> Int {
    try await status()["backlogs"].list.filter { $0["topic"].string?.contains(".tasks.") == true }
      .reduce(0) { $0 + ($1["waiting"].int ?? 0) }
  }
}
