import Foundation
import Synchronization

/// Faults that a test asks of a program through its environment, to show that the guarantees hold with them and
/// that the tests fail without the guarantees. Without the variables every question here costs one load.
///
/// - `HAZARDFLEET_FAILPOINT=worker.delivered:3` ends the process as `kill -9` does, the third time it gets there.
/// - `HAZARDFLEET_MUTATION=no-dedupe` takes one guarantee away.
/// - `HAZARDFLEET_WIRE_VERSION=2` makes it a program of a release that knows so many versions of the wire format.
package enum FaultPlan {
  /// A place at which a test can end the process.
  package enum Failpoint: String, Sendable, CaseIterable {
    /// Results are handed to the client library, none is acknowledged for sure.
    case workerSending = "worker.sending"
    /// Results are acknowledged, their tasks are not marked done.
    case workerDelivered = "worker.delivered"
    /// Tasks are marked done, the offset is not committed.
    case workerCompleted = "worker.completed"
    /// Within the ledger's transaction, before it is committed.
    case ledgerWriting = "ledger.writing"
    /// The ledger's transaction is committed, Kafka's offset is not.
    case ledgerCommitted = "ledger.committed"
    /// OPEN is written, no task is.
    case producerOpened = "producer.opened"
    /// A window of tasks is acknowledged, its progress is not noted.
    case producerWindow = "producer.window"
    /// Every task is acknowledged, SEALED is not written.
    case producerSealing = "producer.sealing"
  }

  /// A guarantee that a test takes away.
  package enum Mutation: String, Sendable, CaseIterable {
    /// The ledger takes a slice from whatever offset.
    case noCompareAndSet = "no-compare-and-set"
    /// The ledger counts a result each time it comes.
    case noDedupe = "no-dedupe"
    /// A result of a higher generation decides checks that were decided before.
    case noFirstDecision = "no-first-decision"
    /// The worker does not wait for the delivery reports of its results.
    case noDeliveryReports = "no-delivery-reports"
    /// The worker marks tasks done before their results are sent.
    case commitFirst = "commit-first"
  }

  package static let failpoint: (place: Failpoint, hit: Int)? = {
    guard let text = variable("HAZARDFLEET_FAILPOINT") else { return nil }
    let parts = text.split(separator: ":")
    return parts.first.flatMap { Failpoint(rawValue: String($0)) }
      .map { ($0, parts.count > 1 ? Int(parts[1]) ?? 1 : 1) }
  }()

  package static let mutation = variable("HAZARDFLEET_MUTATION").flatMap(Mutation.init(rawValue:))

  /// The newest wire version that the program is to know, as if it were of another release.
  package static let wireVersion = variable("HAZARDFLEET_WIRE_VERSION").flatMap { UInt32($0) }

  /// What is asked for, in words; nil for nothing.
  package static var summary: String? {
    let parts = [
      failpoint.map { "the process ends at \($0.place.rawValue), hit \($0.hit)" },
      mutation.map { "without a guarantee: \($0.rawValue)" },
      wireVersion.map { "as of wire version \($0)" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private static let hits = Atomic<Int>(0)

  /// Ends the process when a test has asked for it.
  package static func pass(_ place: Failpoint) {
    guard let failpoint, failpoint.place == place else { return }
    if hits.add(1, ordering: .relaxed).newValue == failpoint.hit { kill(getpid(), SIGKILL) }
  }

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
