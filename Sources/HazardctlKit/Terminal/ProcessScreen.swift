import Foundation
import Synchronization

extension Screen {
  /// The process' terminal; nil where standard output is none, or one that cannot be drawn over.
  package static let process: Screen? = {
    guard isatty(STDOUT_FILENO) == 1, ProcessInfo.processInfo.environment["TERM"] != "dumb" else {
      return nil
    }
    let terminal = ProcessTerminal()
    return Screen(
      size: { ProcessTerminal.size() }, enter: { terminal.enter() }, leave: { terminal.leave() },
      draw: { try Console.process.print($0) }, wait: { await terminal.wait($0) })
  }()
}

/// Set by signals; a handler may do no more than that.
private let wasToldToEnd = Atomic(false)

/// The alternate screen and unbuffered keys of the terminal that the process runs in.
private final class ProcessTerminal: Sendable {
  // The alternate screen without a cursor and without wrapped lines, and the way back (xterm's control sequences).
  private static let take = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
  private static let giveBack = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"
  /// How often keys, size and signals are looked for while waiting.
  private static let glance = 0.05

  /// The terminal's settings before it was taken over; nil while it is not, or where keys come from elsewhere.
  private let before = Mutex<termios?>(nil)

  static func size() -> Screen.Size {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return Screen.Size(columns: 80, rows: 24)
    }
    return Screen.Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  func enter() {
    wasToldToEnd.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in wasToldToEnd.store(true, ordering: .relaxed) }
    }
    before.withLock { before in
      var settings = termios()
      guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
      before = settings
      // Keys come at once, unseen; ctrl-C is one of them.
      settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
      withUnsafeMutableBytes(of: &settings.c_cc) { keys in
        keys[Int(VMIN)] = 0
        keys[Int(VTIME)] = 0
      }
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
    try? Console.process.print(Self.take)
  }

  func leave() {
    try? Console.process.print(Self.giveBack)
    before.withLock { before in
      if var settings = before { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
      before = nil
    }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }

  func wait(_ seconds: Double) async -> Screen.Event {
    let size = Self.size()
    let end = ProcessInfo.processInfo.systemUptime + seconds
    while true {
      if wasToldToEnd.load(ordering: .relaxed) { return .ended }
      if let key = key() { return .key(key) }
      if Self.size() != size { return .resized }
      let left = end - ProcessInfo.processInfo.systemUptime
      guard left > 0 else { return .timeout }
      do { try await Task.sleep(for: .seconds(min(Self.glance, left))) } catch { return .ended }
    }
  }

  private func key() -> Character? {
    guard before.withLock({ $0 != nil }) else { return nil }
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? Character(Unicode.Scalar(byte)) : nil
  }
}
