import Foundation
import Inspection
import Probes
import TestSupport
import Testing

@Suite struct PluginRunnerTests {
  private static let site = SiteReference(id: "S 1;rm -rf", type: "shop", region: "r")

  /// Runs a shell script as a plugin.
  private func verdict(
    of script: String, arguments: [String] = [], rules: [PerformanceRule] = [],
    timeout: Duration = .seconds(60), outputLimit: Int = 65_536
  ) async throws -> ProbeVerdict {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("plugin").path
      try Data("#!/bin/sh\ncd '\(folder.path)'\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      let runner = PluginRunner(
        allowed: ["p": AllowedPlugin(path: path, timeout: timeout, outputLimit: outputLimit)])
      return try await runner.run(PluginCall(name: "p", arguments: arguments, rules: rules), for: Self.site)
    }
  }

  private func failure(_ verdict: ProbeVerdict) -> ProbeVerdict.Failure? {
    guard case .undecided(let failure) = verdict else { return nil }
    return failure
  }

  @Test func theExitCodeIsTheVerdict() async throws {
    #expect(try await verdict(of: "echo fine") == .met)
    #expect(
      try await verdict(of: "echo 'DISK WARNING - 12% | a=1;2;3'; exit 1")
        == .violated("plugin p: DISK WARNING - 12%"))
    #expect(try await verdict(of: "exit 2") == .violated("plugin p: CRITICAL"))
    #expect(failure(try await verdict(of: "echo '?'; exit 3")) == .init(.unknown, "plugin p: ?"))
    #expect(failure(try await verdict(of: "exit 77"))?.kind == .crash)
    #expect(failure(try await verdict(of: "kill -SEGV $$"))?.kind == .crash)
  }

  @Test func argumentsReachItWithoutAShell() async throws {
    let said = try await verdict(
      of: "printf '%s,' \"$#\" \"$@\"; exit 1", arguments: ["{site}", "$(id)", "a b", "{region}{type}"])
    #expect(said == .violated("plugin p: 4,S 1;rm -rf,$(id),a b,rshop,"))
  }

  @Test func itsEnvironmentIsClean() async throws {
    setenv("HAZARDFLEET_SECRET_OF_TEST", "x", 1)
    let said = try await verdict(
      of: "env | cut -d= -f1 | grep -v -e PWD -e '^_$' -e SHLVL | sort | tr '\\n' ' '; exit 1")
    #expect(said == .violated("plugin p: LC_ALL PATH"))
    #expect(failure(try await verdict(of: "read line || exit 3"))?.kind == .unknown, "there is no input")
  }

  @Test(arguments: ["sleep 600", "trap '' TERM; sleep 600 & wait; sleep 600"])
  func whatHangsIsEnded(_ script: String) async throws {
    let said = try await verdict(of: "echo $$ > pid; \(script)", timeout: .milliseconds(500))
    #expect(failure(said)?.kind == .timeout)
  }

  @Test func whatItStartedIsEndedWithIt() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("plugin").path
      let pid = folder.appendingPathComponent("pid").path
      try Data("#!/bin/sh\nsleep 600 &\necho $! > '\(pid)'\nwait\n".utf8).write(
        to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      let runner = PluginRunner(allowed: ["p": AllowedPlugin(path: path, timeout: .seconds(1))])
      let said = try await runner.run(PluginCall(name: "p", arguments: []), for: Self.site)
      #expect(failure(said)?.kind == .timeout)
      let child = try #require(Int32(try String(contentsOfFile: pid, encoding: .utf8).trimmingBlanks()))
      for _ in 0..<500 where isRunning(child) { try await Task.sleep(for: .milliseconds(20)) }
      #expect(!isRunning(child))
    }
  }

  /// It has left the plugin's group and session, and its parent is gone: nothing leads from the plugin to it.
  @Test(arguments: ["echo fine", "exec sleep 600"])
  func whatLeftItsGroupIsEndedWithIt(_ end: String) async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("plugin").path
      let pid = folder.appendingPathComponent("pid").path
      let script =
        "#!/bin/sh\n(setsid sh -c \"echo \\$\\$ >'\(pid).new'; mv '\(pid).new' '\(pid)'; exec sleep 600\" &)\n"
        + "until [ -e '\(pid)' ]; do sleep 0.01; done\n\(end)\n"
      try Data(script.utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      let isEndless = end.hasSuffix("600")
      let runner = PluginRunner(
        allowed: ["p": AllowedPlugin(path: path, timeout: isEndless ? .seconds(5) : .seconds(60))])
      let said = try await runner.run(PluginCall(name: "p", arguments: []), for: Self.site)
      if isEndless { #expect(failure(said)?.kind == .timeout) } else { #expect(said == .met) }
      let text = try String(contentsOfFile: pid, encoding: .utf8)
      let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      #expect(!isRunning(child))
    }
  }

  /// A zombie that nobody has reaped yet does not run.
  private func isRunning(_ pid: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !stat.contains(") Z ")
  }

  @Test func whatItMeasuredIsHeldAgainstRules() async throws {
    func verdict(_ output: String, _ rules: String, exit: Int = 0) async throws -> ProbeVerdict {
      guard case .plugin(let call) = try ProbeSyntax.parse("plugin p \(rules)") else { return .met }
      return try await self.verdict(of: "echo \"\(output)\"; exit \(exit)", rules: call.rules)
    }
    let output = "TEMP OK | 'room 1'=31.5;;;; used=1536MB load=U bad"
    #expect(try await verdict(output, "perf:used<=1.5GB \"alert:room 1=10:40\"") == .met)
    #expect(
      try await verdict(output, "\"alert:room 1=10:30\"")
        == .violated("plugin p: room 1 is 31.5, outside the threshold 10:30"))
    #expect(
      try await verdict(output, "perf:gone=1 perf:used<1GB")
        == .violated("plugin p: used is 1536MB, not < 1GB"))
    #expect(
      failure(try await verdict(output, "perf:gone=1"))
        == .init(
          .unknown, "plugin p: there is no \"gone\" in the performance data (\"bad\" cannot be read)"))
    #expect(failure(try await verdict(output, "perf:load=1"))?.kind == .unknown)
    #expect(failure(try await verdict(output, "perf:used<5s"))?.kind == .unknown)
    // The exit code comes first.
    #expect(
      try await verdict(output, "perf:used<=2GB", exit: 2) == .violated("plugin p: TEMP OK"))
    #expect(failure(try await verdict(output, "perf:used<=1GB", exit: 3))?.kind == .unknown)
  }

  @Test func whatNeverStopsTalkingIsEnded() async throws {
    let said = try await verdict(of: "while :; do echo 0123456789; done", outputLimit: 10_000)
    #expect(failure(said)?.kind == .output)
  }

  @Test func whatCannotBeRunIsUnavailable() async throws {
    let runner = PluginRunner(allowed: ["p": AllowedPlugin(path: "/nowhere/plugin")])
    let missing = try await runner.run(PluginCall(name: "p", arguments: []), for: Self.site)
    #expect(failure(missing)?.kind == .unavailable)
    let unlisted = try await runner.run(PluginCall(name: "q", arguments: []), for: Self.site)
    #expect(failure(unlisted)?.kind == .unavailable)
  }

  @Test func itEndsWhenTheTaskIsCancelled() async throws {
    let running = Task { try await verdict(of: "sleep 600") }
    try await Task.sleep(for: .milliseconds(100))
    running.cancel()
    await #expect(throws: (any Error).self) { try await running.value }
  }
}
