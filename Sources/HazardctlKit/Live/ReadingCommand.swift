import ArgumentParser
import Synchronization

/// A command that only asks, so that it can be carried out again and again.
protocol ReadingCommand: AsyncParsableCommand {
  var api: APIOptions { get }
  var watch: WatchOptions { get }
}

struct WatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show it again every so many seconds: in place on a terminal (q ends it), else block after block.",
      valueName: "seconds"))
  var watch: Double?

  func validate() throws {
    if let watch, !(0.2...86_400).contains(watch) {
      throw ValidationError("--watch takes 0.2 to 86400 seconds.")
    }
  }
}

extension ReadingCommand {
  /// Carries the command out once, or until somebody ends it where `--watch` is given.
  func runWatched() async throws {
    guard let pause = watch.watch else {
      var command = self
      return try await command.run()
    }
    let name = Self.configuration.commandName ?? ""
    let title = "hazardctl \(name), every \(NumberText.seconds(pause)) s; q ends it"
    let loop = LiveLoop(title: title, pause: pause, count: nil, isForPrograms: api.json)
    try await loop.run { console in try await printed(on: console) }
  }

  /// What the command prints.
  private func printed(on console: Console) async throws -> String {
    let output = Output()
    var surroundings = Surroundings.current
    surroundings.screen = nil
    surroundings.console = console
    surroundings.console.print = { text in output.text.withLock { $0 += text } }
    try await Surroundings.$current.withValue(surroundings) {
      var command = self
      do {
        try await command.run()
      } catch is ExitCode {
        // A verdict: it is in what was printed.
      }
    }
    return output.text.withLock { $0 }
  }
}

private final class Output: Sendable {
  let text = Mutex("")
}
