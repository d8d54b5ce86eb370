import HazardctlKit
import Synchronization

/// What a command line came to.
struct CommandLineRun: Sendable {
  var code: Int32
  var out: String
  var err: String

  private final class Recorder: Sendable {
    let out = Mutex("")
    let err = Mutex("")
    let time = Mutex(0.0)
  }

  static func of(
    _ arguments: String..., variables: [String: String] = [:], width: Int? = nil, colors: Bool = false,
    canRedraw: Bool = false
  ) async -> CommandLineRun {
    await of(arguments, variables: variables, width: width, colors: colors, canRedraw: canRedraw)
  }

  /// Runs without a process: its clock moves only when it sleeps.
  static func of(
    _ arguments: [String], variables: [String: String] = [:], width: Int? = nil, colors: Bool = false,
    canRedraw: Bool = false
  ) async -> CommandLineRun {
    let recorder = Recorder()
    let console = Console(
      width: width, colors: colors, canRedraw: canRedraw,
      print: { text in recorder.out.withLock { $0 += text } },
      printError: { text in recorder.err.withLock { $0 += text } })
    let surroundings = Surroundings(
      console: console, variables: variables, now: { recorder.time.withLock { $0 } },
      sleep: { pause in recorder.time.withLock { $0 += pause } })
    let code = await Surroundings.$current.withValue(surroundings) {
      await Hazardctl.execute(arguments)
    }
    return CommandLineRun(
      code: code, out: recorder.out.withLock { $0 }, err: recorder.err.withLock { $0 })
  }
}
