import Synchronization

/// What a program still waits for before it can serve, by name.
package final class HealthState: Sendable {
  /// One thing that has to be well.
  package struct Condition: Sendable, Hashable {
    package var name: String
    package var isReady: Bool
    /// Why not; empty while ready.
    package var reason: String
    /// Whether waiting does not mend it: the process has to be started again.
    package var isLost = false
  }

  private let conditions: Mutex<[String: Condition]>

  /// - Parameter names: conditions that are not ready from the start; others may be added by naming them.
  package init(waitingFor names: [String] = []) {
    let starting = names.map { ($0, Condition(name: $0, isReady: false, reason: "starting")) }
    conditions = Mutex(Dictionary(starting, uniquingKeysWith: { first, _ in first }))
  }

  package func setReady(_ name: String) {
    conditions.withLock { $0[name] = Condition(name: name, isReady: true, reason: "") }
  }

  package func setNotReady(_ name: String, reason: String) {
    conditions.withLock { $0[name] = Condition(name: name, isReady: false, reason: reason) }
  }

  /// The process cannot go on: it is about to end, or has to be ended by who watches over it.
  package func setLost(_ name: String, reason: String) {
    conditions.withLock { $0[name] = Condition(name: name, isReady: false, reason: reason, isLost: true) }
  }

  /// Sorted by name.
  package var snapshot: [Condition] {
    conditions.withLock { $0.values.sorted { $0.name < $1.name } }
  }

  /// Whether every condition is ready; true without any.
  package var isReady: Bool {
    conditions.withLock { $0.values.allSatisfy(\.isReady) }
  }

  /// Whether waiting may help, if it is not ready; true without any condition.
  package var isAlive: Bool {
    conditions.withLock { !$0.values.contains(where: \.isLost) }
  }
}
