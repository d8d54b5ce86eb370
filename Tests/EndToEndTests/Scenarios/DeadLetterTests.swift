import Inspection
import Testing

extension EndToEndTests {
  @Test func deadLettersAreListedShownRedrivenAndDropped() async throws {
    try await Fleet.run { fleet in
      let district = try await District.bundled(fleet)
      let id = district.campaign.id
      #expect(try await fleet.dlq("list").standardOutput == "no dead letters\n")
      let launch = try await fleet.launch(district.campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      let tasks = try await fleet.writeLetters(of: 40, unreadable: 5)

      try await fleet.expectLetters(["timeout": 40, "malformed": 5], of: id)
      try await showsReadableAndUnreadable(fleet)
      try await redrives(fleet, tasks, id)
      try await drops(fleet, id)
    }
  }

  private func showsReadableAndUnreadable(_ fleet: Fleet) async throws {
    let readable = try #require(try await fleet.letters("timeout").first)
    let task = try await fleet.dlq("show", readable)
    #expect(task.exit == .code(0), "\(task.standardError)")
    for word in ["error.code", "timeout", "source.offset", "site", "generation", "checks"] {
      #expect(task.standardOutput.contains(word), "\(word)")
    }
    #expect(!task.standardOutput.contains("\u{1b}"), "it must not move the cursor")
    let unreadable = try #require(try await fleet.letters("malformed").first)
    let dump = try await fleet.dlq("show", unreadable)
    #expect(dump.standardOutput.contains("\n00000000  "))
    let none = try await fleet.dlq("show", "0-123456")
    #expect(none.exit == .code(2))
    #expect(none.standardError.contains("no such dead letter"))
  }

  private func redrives(_ fleet: Fleet, _ tasks: [InspectionTask], _ id: String) async throws {
    let tried = try await fleet.dlq("redrive", "--campaign", id, "--dry-run")
    #expect(tried.standardOutput.contains("40 letters would be redriven (\(id): 40)"))
    #expect(try await fleet.redrivenTasks().isEmpty)

    let none = try await fleet.dlq("redrive", "--campaign", "zz")
    #expect(none.exit == .code(0) && none.standardOutput == "0 letters redriven\n")
    #expect(none.standardError.contains("no letter that is still to be handled matches --campaign zz"))

    let one = try #require(try await fleet.letters("timeout").first)
    #expect(try await fleet.dlq("redrive", one).standardOutput == "1 letter redriven (\(id): 1)\n")
    let again = try await fleet.dlq("redrive", one)
    #expect(again.exit == .code(1))
    #expect(again.standardError.contains("--force"))

    let rest = try await fleet.dlq("redrive", "--all")
    #expect(rest.exit == .code(1))
    #expect(rest.standardOutput == "39 letters redriven (\(id): 39)\n")
    #expect(rest.standardError.contains("reconcile CAMPAIGN.yaml --dead"))
    let redriven = try await fleet.redrivenTasks()
    #expect(redriven.count == tasks.count)
    #expect(redriven.allSatisfy { $0.generation == 1 })
    #expect(Set(redriven.map(\.seq)).count == tasks.count)
    try await fleet.expectLetters(["malformed": 5], of: id)
  }

  private func drops(_ fleet: Fleet, _ id: String) async throws {
    #expect(try await fleet.dlq("drop").exit == .code(64))
    let dropped = try await fleet.dlq("drop", "--error", "malformed")
    #expect(dropped.standardOutput == "5 letters dropped\n")
    try await fleet.expectLetters([:], of: id)
    let all = try JSON(try await fleet.dlq("list", "--all", "--json").standardOutput)
    #expect(all["letters"] == .int(45))
    #expect(all["groups"].list.allSatisfy { $0["handled"] == $0["letters"] })
  }
}

extension Fleet {
  fileprivate func dlq(_ words: String...) async throws -> Output {
    try await run("hazard-producer", ["dlq"] + words + connection)
  }

  /// Compares what waits, by kind of error, in the summary and one by one.
  fileprivate func expectLetters(_ counts: [String: Int], of campaign: String) async throws {
    let groups = try JSON(try await dlq("list", "--json").standardOutput)["groups"].list
    let found = groups.map { ($0["error"].string ?? "", $0["letters"].int ?? 0) }
    #expect(Dictionary(found, uniquingKeysWith: +) == counts)
    #expect(groups.allSatisfy { $0["campaign"].string == campaign })
    let letters = try JSON(try await dlq("list", "--letters", "--json").standardOutput).list
    #expect(Dictionary(grouping: letters) { $0["error"].string ?? "" }.mapValues(\.count) == counts)
  }

  /// Ids of the letters of one kind that wait.
  fileprivate func letters(_ error: String) async throws -> [String] {
    try JSON(try await dlq("list", "--letters", "--error", error, "--json").standardOutput).list
      .compactMap { $0["id"].string }
  }
}
