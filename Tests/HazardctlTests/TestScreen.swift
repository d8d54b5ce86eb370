import HazardctlKit
import Synchronization

/// Stands in for a terminal: keeps what is drawn, and says what it is told to say when somebody waits.
final class TestScreen: Sendable {
  private struct State {
    var drawn: [String] = []
    var events: [Screen.Event]
    var calls: [String] = []
  }

  private let state: Mutex<State>
  private let size: Screen.Size

  /// - Parameter events: what ends each wait, in order; after the last one the terminal is gone.
  init(columns: Int = 80, rows: Int = 24, events: [Screen.Event]) {
    state = Mutex(State(events: events))
    size = Screen.Size(columns: columns, rows: rows)
  }

  var drawn: [String] { state.withLock { $0.drawn } }
  /// `enter` and `leave`, in order.
  var calls: [String] { state.withLock { $0.calls } }

  var screen: Screen {
    Screen(
      size: { self.size }, enter: { self.state.withLock { $0.calls.append("enter") } },
      leave: { self.state.withLock { $0.calls.append("leave") } },
      draw: { text in self.state.withLock { $0.drawn.append(text) } },
      wait: { _ in self.state.withLock { $0.events.isEmpty ? .ended : $0.events.removeFirst() } })
  }
}
