import Checks
import Fleet
import Inspection
import Synchronization
import Wire

/// The campaigns that the control topic has announced, each with the checker of its checklist.
final class CampaignDirectory: Sendable {
  private struct State {
    var checkers: [String: TaskChecker] = [:]
    /// Checklist digests by campaign.
    var digests: [String: String] = [:]
  }

  private let worker: String
  private let state = Mutex(State())

  init(worker: String) {
    self.worker = worker
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
      state.withLock { $0.checkers[digest] = TaskChecker(compiled, worker: worker) }
    case .opening(let opening):
      state.withLock { $0.digests[opening.id] = opening.checklistDigest }
    case .progress, .seal, .cancellation: break
    }
  }

  /// - Returns: nil for a campaign that control has not announced.
  func checker(ofCampaign campaign: String) -> TaskChecker? {
    state.withLock { state in state.digests[campaign].flatMap { state.checkers[$0] } }
  }
}
