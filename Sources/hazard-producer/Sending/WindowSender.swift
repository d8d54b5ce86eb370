import Fleet
import Kafka
import ProgramSupport

/// Sends windows of records, some at once, no faster than asked for, and no further than there is room for.
struct WindowSender {
  let producer: ReliableProducer
  /// Records a second, at most; nil for no limit.
  var rate: Int?
  let bar: ProgressBar
  /// Records that an earlier run sent.
  var first = 0
  /// Keeps what waits for the workers under a limit; nil for no limit.
  var backlog: BacklogGate?
  /// Throws when there is no sense in sending more.
  var check: @Sendable () throws -> Void = {}

  static let windowsAtOnce = 4
  private static let largestWindow = 2_000

  /// Records in a window, so that rate and backlog are kept smoothly.
  var windowSize: Int {
    let byRate = rate.map { max(1, $0 / 10) } ?? Self.largestWindow
    return min(Self.largestWindow, byRate, backlog?.largestWindow ?? Self.largestWindow)
  }

  /// - Parameters:
  ///   - next: the next window; nil after the last.
  ///   - settled: hears of every window that was acknowledged, in the order of the acknowledgements.
  func send(
    _ next: () throws -> SendWindow?, settled: (SendWindow) async throws -> Void = { _ in }
  ) async throws {
    var pace = Pace(rate: rate)
    var backlog = self.backlog
    var done = first
    try await withThrowingTaskGroup(of: SendWindow.self) { group in
      var running = 0
      func settle(_ window: SendWindow) async throws {
        running -= 1
        done += window.count
        bar.update(done)
        try await settled(window)
      }
      while let window = try next() {
        try check()
        if running == Self.windowsAtOnce, let window = try await group.next() { try await settle(window) }
        if backlog?.hasRoom(for: window.count) == false {
          // Only what is acknowledged can be counted.
          while let window = try await group.next() { try await settle(window) }
          try await backlog?.waitForRoom(for: window.count) { held in
            try check()
            bar.update(done, note: held)
          }
        }
        running += 1
        backlog?.noteSent(window.count)
        group.addTask { [producer] in
          for (topic, batch) in window.batches {
            try await producer.send(batch, to: topic, deadline: ReliableProducer.commandPatience)
          }
          return window
        }
        try await pace.wait(afterSending: window.count)
      }
      while let window = try await group.next() { try await settle(window) }
    }
    bar.finish(done)
  }
}
