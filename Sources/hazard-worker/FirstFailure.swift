import Synchronization

/// Keeps the first error of several tasks.
final class FirstFailure: Sendable {
  private let error = Mutex<(any Error)?>(nil)

  /// - Returns: false when there was one before.
  func record(_ error: any Error) -> Bool {
    self.error.withLock { first in
      guard first == nil else { return false }
      first = error
      return true
    }
  }

  func throwIfAny() throws {
    if let error = error.withLock({ $0 }) { throw error }
  }
}
