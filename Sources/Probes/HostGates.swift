import Synchronization

/// Bounds how many probes ask one host at the same time, so that a fleet does not overrun a small device.
final class HostGates: Sendable {
  private struct Gate {
    var running = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let limit: Int
  private let gates = Mutex<[String: Gate]>([:])

  init(limit: Int) {
    self.limit = max(1, limit)
  }

  /// Runs `body` when it is its turn.
  func pass<T: Sendable>(_ host: String, _ body: () async throws -> T) async throws -> T {
    await enter(host)
    defer { leave(host) }
    try Task.checkCancellation()
    return try await body()
  }

  private func enter(_ host: String) async {
    if takePlace(host) { return }
    await withCheckedContinuation { continuation in
      let isFree = gates.withLock { gates in
        // A place may have become free meanwhile.
        if gates[host, default: Gate()].running < limit {
          gates[host, default: Gate()].running += 1
          return true
        }
        gates[host, default: Gate()].waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func takePlace(_ host: String) -> Bool {
    gates.withLock { gates in
      guard gates[host, default: Gate()].running < limit else { return false }
      gates[host, default: Gate()].running += 1
      return true
    }
  }

  private func leave(_ host: String) {
    let next = gates.withLock { gates -> CheckedContinuation<Void, Never>? in
      guard var gate = gates[host] else { return nil }
      if gate.waiting.isEmpty {
        gate.running -= 1
        gates[host] = gate.running == 0 ? nil : gate
        return nil
      }
      // The place is handed on.
      let next = gate.waiting.removeFirst()
      gates[host] = gate
      return next
    }
    next?.resume()
  }
}
