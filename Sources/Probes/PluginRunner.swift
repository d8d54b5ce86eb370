import Foundation
package import Inspection
import Subprocess
import SystemPackage

/// Runs programs that keep to the Monitoring Plugins guidelines (monitoring-plugins.org): the exit code is
/// the verdict, the first line of the output says it in words.
///
/// A plugin gets no shell, no input and an environment of its own. It is ended when it runs for too long or writes too
/// much, and nothing of what it started outlives it, or the worker. Where it passes, its performance data is held against the
/// probe's rules.
package struct PluginRunner: Sendable {
  private let allowed: [String: AllowedPlugin]

  /// What a plugin is run by, so that it does not outlive the worker.
  private struct Keeper {
    /// Stand before the plugin's own.
    var words: [String]
    /// How long an ended plugin has to clean up before it is killed.
    var grace: Duration

    /// The guard lies beside the program that is running. It gives the plugin 500 ms to clean up, ends all that
    /// descends from it and then itself, and is killed only if it hangs. Without it the kernel kills the plugin, but
    /// not what that started, when the worker dies (`PR_SET_PDEATHSIG`, prctl(2)); the library that starts processes
    /// cannot ask for that. The thread that starts them lives as long as the worker.
    init() {
      let folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
      let guardian = folder?.appendingPathComponent("hazard-plugin-guard").path ?? ""
      if FileManager.default.isExecutableFile(atPath: guardian) {
        words = [guardian, "\(ProcessInfo.processInfo.processIdentifier)"]
        grace = .seconds(5)
      } else {
        let setter = "/usr/bin/setpriv"
        words =
          FileManager.default.isExecutableFile(atPath: setter) ? [setter, "--pdeathsig", "KILL", "--"] : []
        grace = .milliseconds(500)
      }
    }
  }

  private static let keeper = Keeper()
  /// The longest piece of output that is cited.
  private static let citedCharacters = 200

  /// - Parameter allowed: by the name that checklists use.
  package init(allowed: [String: AllowedPlugin]) {
    self.allowed = allowed
  }

  /// - Throws: `CancellationError` when the task is cancelled; the plugin has ended then.
  package func run(_ call: PluginCall, for site: SiteReference) async throws -> ProbeVerdict {
    guard let plugin = allowed[call.name] else {
      return .undecided(.init(.unavailable, "plugin \(call.name) is not on this worker's list"))
    }
    return try await withThrowingTaskGroup(of: ProbeVerdict?.self) { group in
      group.addTask { try await Self.run(call, plugin, site) }
      group.addTask {
        try await Task.sleep(for: plugin.timeout)
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      // The loser is waited for: an ended plugin must be gone before another runs in its place.
      while await group.nextResult() != nil {}
      try Task.checkCancellation()
      return first
        ?? .undecided(.init(.timeout, "plugin \(call.name) did not end within \(plugin.timeout)"))
    }
  }

  private static func run(
    _ call: PluginCall, _ plugin: AllowedPlugin, _ site: SiteReference
  ) async throws -> ProbeVerdict {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: keeper.grace)
    ]
    guard FileManager.default.isExecutableFile(atPath: plugin.path) else {
      return .undecided(
        .init(.unavailable, "plugin \(call.name) cannot be run: \(plugin.path) is no program here"))
    }
    let words = keeper.words + [plugin.path] + call.arguments(for: site)
    do {
      let ended = try await Subprocess.run(
        .path(FilePath(words[0])), arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]), workingDirectory: "/",
        platformOptions: options, input: .none, output: .string(limit: plugin.outputLimit),
        error: .discarded)
      return verdict(call, ended.terminationStatus, ended.standardOutput)
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      if error.code == .outputLimitExceeded {
        return .undecided(
          .init(.output, "plugin \(call.name) wrote more than \(plugin.outputLimit) bytes"))
      }
      return .undecided(.init(.unavailable, "plugin \(call.name) cannot be run: \(error)"))
    }
  }

  private static func verdict(
    _ call: PluginCall, _ status: TerminationStatus, _ output: String
  ) -> ProbeVerdict {
    let (name, words) = (call.name, firstLine(of: output))
    switch status {
    case .exited(0):
      return call.rules.isEmpty ? .met : PerformanceData(output).verdict(on: call.rules, of: "plugin \(name)")
    case .exited(1): return .violated("plugin \(name): \(words.isEmpty ? "WARNING" : words)")
    case .exited(2): return .violated("plugin \(name): \(words.isEmpty ? "CRITICAL" : words)")
    case .exited(3):
      return .undecided(.init(.unknown, "plugin \(name): \(words.isEmpty ? "UNKNOWN" : words)"))
    case .exited(let code): return .undecided(.init(.crash, "plugin \(name) ended with \(code): \(words)"))
    case .signaled(let signal):
      return .undecided(.init(.crash, "plugin \(name) was ended by signal \(signal)"))
    }
  }

  /// Without the performance data, which follows a bar.
  private static func firstLine(of output: String) -> String {
    let line = output.prefix { !$0.isNewline && $0 != "|" }.filter { $0 == " " || !$0.isWhitespace }
    return String(line.prefix(citedCharacters)).trimmingBlanks()
  }
}
