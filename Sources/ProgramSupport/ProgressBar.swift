import Synchronization

/// Shows how far a long piece of work is: a bar on a terminal, a line now and then elsewhere.
package final class ProgressBar: Sendable {
  private struct State {
    var started: ContinuousClock.Instant
    var lastShown: ContinuousClock.Instant?
    var first: Int
  }

  private let label: String
  private let unit: String
  private let total: Int
  private let isTerminal: Bool
  private let state: Mutex<State>

  /// - Parameters:
  ///   - unit: what is counted, in the plural.
  ///   - first: what was done before this run; it does not count for the rate.
  package init(_ label: String, unit: String, total: Int, first: Int = 0) {
    self.label = label
    self.unit = unit
    self.total = total
    isTerminal = StandardError.isTerminal
    state = Mutex(State(started: .now, lastShown: nil, first: first))
  }

  /// Shows `done` of the total, unless something was shown just before.
  ///
  /// - Parameter note: stands behind the figures, such as why it does not move.
  package func update(_ done: Int, note: String) {
    show(done, note: note, interval: isTerminal ? .milliseconds(100) : .seconds(5))
  }

  /// Shows `done` of the total, unless something was shown just before.
  package func update(_ done: Int) { update(done, note: "") }

  /// Shows the end, whenever the last line was shown.
  package func finish(_ done: Int) {
    show(done, note: "", interval: .zero)
    if isTerminal { StandardError.write("\n") }
  }

  private func show(_ done: Int, note: String, interval: Duration) {
    let now = ContinuousClock.now
    let line: String? = state.withLock { state in
      let last = state.lastShown ?? (isTerminal ? state.started - interval : state.started)
      guard now - last >= interval else { return nil }
      state.lastShown = now
      let figures = text(done, elapsed: now - state.started, first: state.first)
      return note.isEmpty ? figures : "\(figures), \(note)"
    }
    guard let line else { return }
    StandardError.write(isTerminal ? "\r\(line)\u{1B}[K" : "\(line)\n")
  }

  private func text(_ done: Int, elapsed: Duration, first: Int) -> String {
    let seconds = max(0.001, elapsed / .seconds(1))
    let rate = Double(done - first) / seconds
    let share = total == 0 ? 1 : min(1, Double(done) / Double(total))
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    let left = rate > 0 && done < total ? ", \(Self.clock(Double(total - done) / rate)) left" : ""
    return "\(label) [\(bar)] \(Int(share * 100))%  \(done)/\(total) \(unit), \(Int(rate))/s\(left)"
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole >= 3_600
      ? "\(whole / 3_600):\(two(whole / 60 % 60)):\(two(whole % 60))" : "\(whole / 60):\(two(whole % 60))"
  }
}
