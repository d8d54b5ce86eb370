/// Holds work back to a number of pieces a second.
struct Pace {
  private let rate: Int?
  private let started = ContinuousClock.now
  private var sent = 0

  init(rate: Int?) {
    self.rate = rate
  }

  mutating func wait(afterSending count: Int) async throws {
    guard let rate else { return }
    sent += count
    let due = started + .seconds(Double(sent) / Double(rate))
    if due > .now { try await Task.sleep(until: due, clock: .continuous) }
  }
}
