import Foundation
import Kafka
import Testing

// Tests of the end of a process came with Swift 6.2.
#if compiler(>=6.2)
  /// Members come and go all day; nothing of them may stay behind.
  @Suite(.timeLimit(.minutes(30))) struct LeakTests {
    /// In a process of its own, since the other tests open and close much at the same time.
    @Test func rebalancesLeaveNothingBehind() async {
      await #expect(processExitsWith: .success) {
        let wanted = ProcessInfo.processInfo.environment["HAZARDFLEET_REBALANCES"].flatMap { Int($0) } ?? 60
        try await Churn().run(rebalances: wanted)
      }
    }
  }
#endif

/// Groups of a member that stays and others that join and leave.
struct Churn {
  /// The mock cluster waits for the session time-out less a second before it ends a rebalance, so many groups go
  /// through theirs at the same time.
  private static let settings = ["session.timeout.ms": "4000", "heartbeat.interval.ms": "200"]
  private static let groups = 10

  private let mock: MockCluster
  private let assignments = Box(0)

  init() throws {
    mock = try MockCluster()
    try mock.createTopic("t", partitions: 4)
  }

  func run(rebalances wanted: Int) async throws {
    let steady = try (0..<Self.groups).map { try join(group: "g\($0)") }
    try await round(steady)
    let start = try Holdings.now()
    while assignments.value < wanted { try await round(steady) }
    // A client's threads end a little after it is closed.
    try await eventually("threads and descriptors are as at the start", within: .seconds(30)) {
      let now = try Holdings.now()
      return now.threads <= start.threads + 8 && now.descriptors <= start.descriptors + 8
    }
    let end = try Holdings.now()
    #expect(end.residentKiB <= start.residentKiB + 32 * 1024)
    for member in steady { try await leave(member) }
  }

  /// Another member joins every group and leaves again.
  private func round(_ steady: [Member]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for (index, first) in steady.enumerated() {
        tasks.addTask {
          try await eventually("the first member has everything") { first.consumer.assignment.count == 4 }
          let second = try join(group: "g\(index)")
          try await eventually("the second member has a share") { second.consumer.assignment.count == 2 }
          try await leave(second)
        }
      }
      try await tasks.waitForAll()
    }
  }

  private struct Member {
    let consumer: KafkaConsumer
    let reading: Task<Void, any Error>
  }

  private func join(group: String) throws -> Member {
    let assignments = assignments
    let consumer = try KafkaConsumer(
      configuration: mock.configuration(Self.settings), group: group, topics: ["t"],
      hooks: ConsumerHooks(onAssignmentChange: { change in
        if case .assigned = change { assignments.update { $0 += 1 } }
      }), logger: quiet)
    let reading = Task {
      for try await batch in consumer.batches { consumer.complete(batch) }
    }
    return Member(consumer: consumer, reading: reading)
  }

  private func leave(_ member: Member) async throws {
    await member.consumer.close()
    try await member.reading.value
  }
}

/// What this process holds.
private struct Holdings {
  let descriptors: Int
  let threads: Int
  let residentKiB: Int

  static func now() throws -> Holdings {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    func field(_ name: String) -> Int {
      let line = status.first { $0.hasPrefix(name + ":") }
      return line?.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0
    }
    return Holdings(
      descriptors: try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
      threads: field("Threads"), residentKiB: field("VmRSS"))
  }
}
