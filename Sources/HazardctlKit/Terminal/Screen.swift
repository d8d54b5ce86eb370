/// A terminal whose whole screen a program draws over, and whose keys it reads one by one.
package struct Screen: Sendable {
  package struct Size: Sendable, Hashable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// What ends a wait.
  package enum Event: Sendable, Hashable {
    case timeout
    case key(Character)
    case resized
    /// The process was told to end, or the terminal is gone.
    case ended
  }

  package var size: @Sendable () -> Size
  /// Takes the terminal over; what was on it comes back with `leave`.
  package var enter: @Sendable () -> Void
  package var leave: @Sendable () -> Void
  /// Throws where the terminal cannot be written to.
  package var draw: @Sendable (String) throws -> Void
  /// Waits for so many seconds at most.
  package var wait: @Sendable (Double) async -> Event

  package init(
    size: @escaping @Sendable () -> Size, enter: @escaping @Sendable () -> Void,
    leave: @escaping @Sendable () -> Void, draw: @escaping @Sendable (String) throws -> Void,
    wait: @escaping @Sendable (Double) async -> Event
  ) {
    self.size = size
    self.enter = enter
    self.leave = leave
    self.draw = draw
    self.wait = wait
  }
}
