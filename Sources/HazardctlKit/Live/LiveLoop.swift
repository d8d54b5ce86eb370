/// Shows something again and again: in place on a terminal, else one block behind the other.
struct LiveLoop {
  /// Stands above what is shown on a terminal.
  var title: String
  /// Seconds from one showing to the next.
  var pause: Double
  /// How often it is shown; nil until somebody ends it.
  var count: Int?
  /// Whether the blocks are lines for programs: these follow each other without an empty line, and never in place.
  var isForPrograms: Bool

  private static let endingKeys: Set<Character> = ["q", "Q", "\u{3}", "\u{4}"]

  /// - Parameter frame: makes what is shown, for a console as wide as the terminal is now. When it fails the first
  ///   time the loop fails, later that is told and it goes on: a server that restarts comes back.
  func run(_ frame: (Console) async throws -> String) async throws {
    let surroundings = Surroundings.current
    if !isForPrograms, let screen = surroundings.screen {
      screen.enter()
      defer { screen.leave() }
      try await draw(on: screen, surroundings.console, frame)
    } else {
      try await printBlocks(surroundings, frame)
    }
  }

  private func printBlocks(_ surroundings: Surroundings, _ frame: (Console) async throws -> String)
    async throws
  {
    var shown = 0
    while true {
      try Task.checkCancellation()
      do {
        let text = try await frame(surroundings.console)
        try surroundings.console.print((shown == 0 || isForPrograms ? "" : "\n") + text)
      } catch let failure as Failure where shown > 0 {
        surroundings.console.printError("hazardctl: \(failure)\n")
      }
      shown += 1
      if let count, shown >= count { return }
      try await surroundings.sleep(pause)
    }
  }

  private func draw(
    on screen: Screen, _ console: Console, _ frame: (Console) async throws -> String
  ) async throws {
    var shown = 0
    while true {
      try Task.checkCancellation()
      let size = screen.size()
      var fitting = console
      // The last column stays free: what clears the rest of a line would clear a character in it.
      fitting.width = size.columns - 1
      var text: String
      do {
        text = try await frame(fitting)
      } catch let failure as Failure where shown > 0 {
        text = SafeText.lines("\(failure)") + "\n"
      }
      try screen.draw(Self.page(title: title, text, size, colors: console.colors))
      shown += 1
      if let count, shown >= count { return }
      switch await screen.wait(pause) {
      case .ended: return
      case .key(let key) where Self.endingKeys.contains(key): return
      case .key, .resized, .timeout: break
      }
    }
  }

  /// What draws a page over the one before it, without a moment of an empty screen.
  static func page(title: String, _ text: String, _ size: Screen.Size, colors: Bool) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let room = max(1, size.rows - 2)
    if lines.count > room {
      let hidden = lines.count - room + 1
      lines =
        lines.prefix(room - 1) + ["… \(NumberText.count(hidden)) more lines; a larger window shows them"]
    }
    let head = DisplayWidth.truncated(title, to: size.columns - 1)
    let all = [TextStyle.dim.applied(to: head, colors: colors), ""] + lines
    return "\u{1B}[H" + all.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[K\u{1B}[J"
  }
}
