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
    let pauses = Mutex(0)
  }

  static func of(
    _ arguments: String..., variables: [String: String] = [:], width: Int? = nil, colors: Bool = false,
    canRedraw: Bool = false, screen: TestScreen? = nil, pauses: Int = .max
  ) async -> CommandLineRun {
    await of(
      arguments, variables: variables, width: width, colors: colors, canRedraw: canRedraw, screen: screen,
      pauses: pauses)
  }

  /// Runs without a process: its clock moves only when it sleeps.
  ///
  /// - Parameter pauses: how often it may sleep; then it is cancelled.
  static func of(
    _ arguments: [String], variables: [String: String] = [:], width: Int? = nil, colors: Bool = false,
    canRedraw: Bool = false, screen: TestScreen? = nil, pauses: Int = .max
  ) async -> CommandLineRun {
    let recorder = Recorder()
    let console = Console(
      width: width, colors: colors, canRedraw: canRedraw,
      print: { text in recorder.out.withLock { $0 += text } },
      printError: { text in recorder.err.withLock { $0 += text } })
    let surroundings = Surroundings(
      console: console, screen: screen?.screen, variables: variables, now: { recorder.time.withLock { $0 } },
      sleep: { pause in
        recorder.time.withLock { $0 += pause }
        let slept = recorder.pauses.withLock { count in
          count += 1
          return count
        }
        if slept > pauses { throw CancellationError() }
      }, patience: 60)
    let code = await Surroundings.$current.withValue(surroundings) {
      await Hazardctl.execute(arguments)
    }
    return CommandLineRun(
      code: code, out: recorder.out.withLock { $0 }, err: recorder.err.withLock { $0 })
  }
}
