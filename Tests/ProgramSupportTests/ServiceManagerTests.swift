import Foundation
import Logging
import Observability
import ProgramSupport
import ServiceLifecycle
import TestSupport
import Testing

@Suite struct ServiceManagerTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Runs a report beside the test.
  private func reporting(
    of health: HealthState, watchdog: String? = nil, process: String? = nil, at address: String,
    _ body: (NotifyListener, ServiceManagerReport) async throws -> Void
  ) async throws {
    let listener = try NotifyListener(address)
    var variables = ["NOTIFY_SOCKET": address]
    variables["WATCHDOG_USEC"] = watchdog
    variables["WATCHDOG_PID"] = process
    let manager = try #require(ServiceManager(variables: variables, process: 7))
    let report = ServiceManagerReport(to: manager, of: health, logger: Self.logger)
    let task = Task { await report.run() }
    do {
      try await body(listener, report)
    } catch {
      task.cancel()
      throw error
    }
    task.cancel()
    await task.value
  }

  @Test func itIsReadyWhenEveryConditionIs() async throws {
    try await withTemporaryFolder { folder in
      let health = HealthState(waitingFor: ["kafka"])
      try await reporting(of: health, at: folder.path + "/n") { manager, _ in
        try await manager.expect("STATUS=waiting: kafka: starting")
        health.setReady("kafka")
        try await manager.expect("READY=1", "STATUS=ready")
        health.setNotReady("kafka", reason: "no\nbroker")
        // It stays ready for the manager, which only has words for what came over it later.
        try await manager.expect("STATUS=waiting: kafka: no broker")
      }
    }
  }

  @Test(.enabled(if: isLinux)) func abstractNamesAreTaken() async throws {
    try await reporting(of: HealthState(), at: "@hazardfleet-test-\(UUID())") { manager, _ in
      try await manager.expect("READY=1", "STATUS=ready")
    }
  }

  @Test func theWatchdogIsFedUntilTheProgramCannotGoOn() async throws {
    try await withTemporaryFolder { folder in
      let health = HealthState(waitingFor: ["kafka"])
      try await reporting(of: health, watchdog: "20000", process: "7", at: folder.path + "/n") { manager, _ in
        // Also while it waits, and again and again.
        for _ in 0..<3 { try await manager.wait("WATCHDOG=1") }
        health.setLost("kafka", reason: "gone")
        try await manager.wait("STATUS=waiting: kafka: gone")
        // One may have been under way when it was lost; then there is nothing for many periods.
        _ = manager.messages()
        try await Task.sleep(for: .milliseconds(200))
        #expect(manager.messages().count <= 1)
      }
    }
  }

  @Test func aWatchdogOfAnotherProcessIsNotFed() throws {
    let variables = ["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "20000"]
    #expect(ServiceManager(variables: variables, process: 7)?.watchdog == .milliseconds(20))
    let meant = variables.merging(["WATCHDOG_PID": "8"]) { $1 }
    let manager = try #require(ServiceManager(variables: meant, process: 7))
    #expect(manager.watchdog == nil)
  }

  @Test(arguments: [nil, "", "@", "vsock:2:1234", "relative", "/" + String(repeating: "x", count: 200)])
  func withoutASocketThereIsNobodyToTell(_ address: String?) {
    var variables: [String: String] = [:]
    variables["NOTIFY_SOCKET"] = address
    #expect(ServiceManager(variables: variables) == nil)
  }

  @Test func whatCannotBeToldIsToldLater() async throws {
    try await withTemporaryFolder { folder in
      let address = folder.path + "/late"
      let manager = try #require(ServiceManager(variables: ["NOTIFY_SOCKET": address]))
      let report = ServiceManagerReport(to: manager, of: HealthState(), logger: Self.logger)
      let task = Task { await report.run() }
      defer { task.cancel() }
      #expect(throws: (any Error).self) { try manager.tell(["X=1"]) }
      let listener = try NotifyListener(address)
      try await listener.expect("READY=1", "STATUS=ready")
    }
  }

  @Test func stoppingIsToldOnceAndForGood() async throws {
    try await withTemporaryFolder { folder in
      let health = HealthState(waitingFor: ["kafka"])
      try await reporting(of: health, watchdog: "20000", at: folder.path + "/n") { manager, report in
        report.stopping()
        try await manager.wait("STOPPING=1", "STATUS=stopping: finishing what was started")
        health.setReady("kafka")
        // What takes long is still alive, and not ready any more.
        for _ in 0..<20 { try await manager.expect("WATCHDOG=1") }
      }
    }
  }
}

#if os(Linux)
  private let isLinux = true
#else
  private let isLinux = false
#endif
