import Inspection
import Ledger

/// What a ledger of one campaign should say, worked out record by record in the plainest way.
struct NaiveLedger {
  private struct Ended {
    var outcome: TaskOutcome
    var generation: UInt32
  }

  let sample: SampleCampaign
  private(set) var isOpen = false
  private(set) var isSealed = false
  private(set) var isCancelled = false
  private var ended: [UInt64: Ended] = [:]
  private(set) var late: Set<UInt64> = []
  private(set) var rejected = 0
  private(set) var completedAt: Timestamp?

  init(_ sample: SampleCampaign) {
    self.sample = sample
  }

  mutating func apply(_ entries: [LedgerEntry], at time: Timestamp) {
    for entry in entries { apply(entry) }
    if completedAt == nil, isSealed || isCancelled, ended.count == sample.results.count { completedAt = time }
  }

  private mutating func apply(_ entry: LedgerEntry) {
    switch entry {
    case .opening: isOpen = true
    case .seal: if isOpen { isSealed = true } else { rejected += 1 }
    case .cancellation: if isOpen { isCancelled = true } else { rejected += 1 }
    case .result(let result): apply(result)
    case .rejected: rejected += 1
    case .checklist, .register, .policy, .command, .acceptance, .report, .accident, .team, .submission,
      .clock,
      .none:
      break
    }
  }

  private mutating func apply(_ result: TaskResult) {
    guard isOpen, result.campaign == sample.id, result.seq < sample.results.count else {
      rejected += 1
      return
    }
    guard let known = ended[result.seq] else {
      ended[result.seq] = Ended(outcome: result.outcome, generation: result.generation)
      return
    }
    if known.outcome == .cancelled, result.outcome == .checked { late.insert(result.seq) }
    if known.outcome == .dead, result.outcome == .checked || result.generation > known.generation {
      ended[result.seq] = Ended(outcome: result.outcome, generation: result.generation)
    }
  }

  var tasks: CampaignStatus.TaskCounts {
    func count(_ outcome: TaskOutcome) -> Int { ended.values.count { $0.outcome == outcome } }
    return .init(checked: count(.checked), dead: count(.dead), cancelled: count(.cancelled))
  }

  /// The results whose checks count.
  var checked: [TaskResult] {
    sample.results.filter { ended[$0.seq]?.outcome == .checked }
  }

  func seqs(_ kind: OutstandingQuery.Kind) -> [UInt64] {
    sample.results.map(\.seq).filter { seq in
      kind == .missing ? ended[seq] == nil : ended[seq]?.outcome == .dead
    }
  }

  var phase: CampaignStatus.Phase {
    if isCancelled { return completedAt == nil ? .cancelling : .cancelled }
    return completedAt != nil ? .complete : isSealed ? .running : .launching
  }
}
