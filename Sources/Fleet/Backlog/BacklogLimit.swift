/// Keeps what waits for the workers under a limit, from what was counted last and what was sent since.
package struct BacklogLimit: Sendable, Hashable {
  package let limit: Int
  /// When it was counted last.
  package private(set) var waiting: Int?
  private var sent = 0

  /// - Parameter limit: at least 1.
  package init(_ limit: Int) {
    self.limit = max(1, limit)
  }

  /// Whether so many more tasks may be sent now. Nothing may before the backlog was counted.
  package func hasRoom(for count: Int) -> Bool {
    waiting.map { $0 + sent + count <= limit } ?? false
  }

  package mutating func noteSent(_ count: Int) {
    sent += count
  }

  /// - Parameter waiting: counted when everything that was sent had been acknowledged.
  package mutating func noteCounted(_ waiting: Int) {
    self.waiting = waiting
    sent = 0
  }

  /// Windows of this size fill the backlog smoothly instead of by leaps.
  package var largestWindow: Int { max(1, limit / 8) }
}
