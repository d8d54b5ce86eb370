import Checks
import Evidence
import Fleet
import Inspection
import Synchronization
import Wire

/// The campaigns that the control topic has announced, each with the checker of its checklist.
final class CampaignDirectory: Sendable {
  /// What a worker knows of a campaign.
  struct Entry: Sendable {
    /// Nil while its checklist is not known.
    var checker: TaskChecker?
    /// Seqs are 0..<tasks.
    var tasks: UInt64
    var isCancelled: Bool
  }

  private struct State {
    var checkers: [String: TaskChecker] = [:]
    var openings: [String: CampaignOpening] = [:]
    var cancelled: Set<String> = []
  }

  private let worker: String
  /// Nil takes references at their word.
  private let evidence: EvidenceStore?
  private let state = Mutex(State())

  init(worker: String, evidence: EvidenceStore?) {
    self.worker = worker
    self.evidence = evidence
  }

  /// - Throws: `WireError` for a checklist that cannot be compiled.
  func apply(_ record: ControlRecord, key: String) throws {
    switch record {
    case .checklist(let checklist):
      guard let digest = ControlKey.checklistDigest(key) else { return }
      let compiled: CompiledChecklist
      do {
        compiled = try CompiledChecklist(checklist)
      } catch {
        throw WireError(.invalid, "checklist \(checklist.id): \(error)")
      }
      var check: EvidenceCheck?
      if let evidence { check = { evidence.fault(of: $0) } }
      let checker = TaskChecker(compiled, worker: worker, evidence: check)
      state.withLock { $0.checkers[digest] = checker }
    case .opening(let opening):
      state.withLock { $0.openings[opening.id] = opening }
    case .policy: break
    case .cancellation(let cancellation):
      state.withLock { _ = $0.cancelled.insert(cancellation.campaign) }
    case .progress, .seal: break
    }
  }

  /// - Returns: nil for a campaign that control has not announced.
  subscript(campaign: String) -> Entry? {
    state.withLock { state in
      state.openings[campaign].map { opening in
        Entry(
          checker: state.checkers[opening.checklistDigest], tasks: opening.taskCount,
          isCancelled: state.cancelled.contains(campaign))
      }
    }
  }

  func isCancelled(_ campaign: String) -> Bool {
    state.withLock { $0.cancelled.contains(campaign) }
  }
}
