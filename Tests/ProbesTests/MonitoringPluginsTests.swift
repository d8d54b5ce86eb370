import Foundation
import Inspection
import Probes
import TestSupport
import Testing

private let folder = "/usr/lib/nagios/plugins/"

/// The plugins of Debian's `monitoring-plugins-basic` against servers of our own.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: folder + "check_dummy"),
    "monitoring-plugins-basic is not installed; make setup does it where there is apt-get"),
  .timeLimit(.minutes(5)))
struct MonitoringPluginsTests {
  /// - Parameters:
  ///   - line: the probe, whose plugin is named as Debian names it.
  ///   - port: of the site's device.
  private static func verdict(
    of line: String, port: Int = 1, timeout: Duration = .seconds(120)
  ) async throws -> ProbeVerdict {
    guard case .plugin(let call) = try ProbeSyntax.parse(line) else { throw CancellationError() }
    let runner = PluginRunner(
      allowed: [call.name: AllowedPlugin(path: folder + call.name, timeout: timeout)])
    // The address is the port alone: these plugins take host and port apart.
    return try await runner.run(
      call, for: SiteReference(id: "dev", type: "device", region: "r", address: "\(port)"))
  }

  private static func words(_ verdict: ProbeVerdict) -> String {
    guard case .violated(let words) = verdict else { return "" }
    return words
  }

  private static func kind(_ verdict: ProbeVerdict) -> ProbeVerdict.Kind? {
    guard case .undecided(let failure) = verdict else { return nil }
    return failure.kind
  }

  private static let page = CannedServer.Manner.answers(
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nready")

  @Test func checkDummySaysWhatItIsTold() async throws {
    #expect(try await Self.verdict(of: "plugin check_dummy 0 fine") == .met)
    #expect(Self.words(try await Self.verdict(of: "plugin check_dummy 1 low")).contains("WARNING: low"))
    #expect(Self.words(try await Self.verdict(of: "plugin check_dummy 2 gone")).contains("CRITICAL: gone"))
    #expect(Self.kind(try await Self.verdict(of: "plugin check_dummy 3")) == .unknown)
    // A plugin that reports nothing decides no rule.
    #expect(Self.kind(try await Self.verdict(of: "plugin check_dummy 0 fine perf:time<=1s")) == .unknown)
  }

  @Test func checkTcpTellsItsTime() async throws {
    let line = "plugin check_tcp -H 127.0.0.1 -p {address} -t 100"
    try await CannedServer.run(.isSilent) { server in
      #expect(
        try await Self.verdict(of: "\(line) perf:time<=95s alert:time=~:95000ms", port: server.port) == .met)
      let slow = try await Self.verdict(of: "\(line) perf:time>95s", port: server.port)
      #expect(Self.words(slow).contains("plugin check_tcp: time is "))
      #expect(Self.words(slow).contains("s, not > 95s"))
      let strict = try await Self.verdict(of: "\(line) alert:time=@0:95000ms", port: server.port)
      #expect(Self.words(strict).contains("inside the threshold @95000ms"))
      let foreign = try await Self.verdict(of: "\(line) perf:time<=5GB", port: server.port)
      #expect(Self.kind(foreign) == .unknown, "\(foreign)")
    }
    let refused = try await CannedServer.refusing { try await Self.verdict(of: line, port: $0) }
    #expect(Self.words(refused).contains("refused"), "\(refused)")
  }

  @Test func checkHttpJudgesAPage() async throws {
    let line = "plugin check_http -H 127.0.0.1 -p {address} -t 100"
    try await CannedServer.run(Self.page) { server in
      let rules = "perf:size>0B alert:size=1:10240 perf:size<=10KB perf:time<100s"
      #expect(try await Self.verdict(of: "\(line) -s ready \(rules)", port: server.port) == .met)
      let missing = try await Self.verdict(of: "\(line) -s absent", port: server.port)
      #expect(Self.words(missing).contains("CRITICAL"), "\(missing)")
    }
    try await CannedServer.run(.answers("\u{1}\u{2}no http\r\n\r\n")) { server in
      let garbage = try await Self.verdict(of: line, port: server.port)
      #expect(Self.words(garbage).contains("CRITICAL"), "\(garbage)")
    }
    let refused = try await CannedServer.refusing { try await Self.verdict(of: line, port: $0) }
    #expect(Self.words(refused) != "", "\(refused)")
  }

  @Test func whatDoesNotAnswerIsEnded() async throws {
    try await CannedServer.run(.isSilent) { server in
      // By the worker's limit, which is before the plugin's own.
      let silent = try await Self.verdict(
        of: "plugin check_http -H 127.0.0.1 -p {address} -t 300", port: server.port,
        timeout: .milliseconds(500))
      #expect(Self.kind(silent) == .timeout, "\(silent)")
    }
  }

  @Test func aCertificateIsLookedAt() async throws {
    let line = "plugin check_http -H 127.0.0.1 -p {address} --ssl -t 100 -C"
    let good = (chain: TestCertificates.good, key: TestCertificates.goodKey)
    try await CannedServer.run(Self.page, certificate: good) { server in
      let verdict = try await Self.verdict(of: "\(line) 30", port: server.port)
      #expect(verdict == .met)
    }
    let expired = (chain: TestCertificates.expired, key: TestCertificates.expiredKey)
    try await CannedServer.run(Self.page, certificate: expired) { server in
      let verdict = try await Self.verdict(of: "\(line) 30", port: server.port)
      #expect(Self.words(verdict).contains("expired"), "\(verdict)")
    }
  }

  @Test func checkDiskTellsWhatIsUsed() async throws {
    let line = "plugin check_disk -w 0% -c 0% -p /"
    #expect(try await Self.verdict(of: "\(line) perf:/>=0 perf:/<=8000000GB") == .met)
    let full = try await Self.verdict(of: "\(line) alert:/=@0:8000000GB")
    #expect(Self.words(full).contains("plugin check_disk: / is "), "\(full)")
    #expect(Self.words(full).contains("inside the threshold @8000000GB"), "\(full)")
  }

  @Test func checkLoadAndUsersReportSeveralValues() async throws {
    let load = "plugin check_load -w 9999,9999,9999 -c 9999,9999,9999"
    #expect(try await Self.verdict(of: "\(load) alert:load1=9999 alert:load5=9999 perf:load15<9999") == .met)
    let busy = try await Self.verdict(of: "plugin check_load -w 0,0,0 -c 9999,9999,9999 alert:load1=@0:9999")
    #expect(Self.words(busy).contains("check_load"), "\(busy)")
  }
}
