import Inspection
import Ledger

/// A campaign as the API tells it.
struct CampaignAnswer: Encodable {
  struct Tasks: Encodable {
    var total: Int
    var checked: Int
    var dead: Int
    var cancelled: Int
    /// Without any outcome so far.
    var missing: Int
  }

  struct Checks: Encodable {
    var total: Int
    var done: Int
    var byOutcome: OutcomesAnswer
  }

  var id: String
  var title: String
  var checklist: String
  var checklistVersion: String
  var phase: String
  var openedAt: String
  var sealedAt: Nullable<String>
  var completedAt: Nullable<String>
  var cancelledAt: Nullable<String>
  /// Null unless it was cancelled; may be empty.
  var cancelledBy: Nullable<String>
  var cancelReason: Nullable<String>
  var sites: Int
  var tasks: Tasks
  /// Tasks with an outcome among all, 0...1.
  var progress: Double
  var checks: Checks
  var coverage: RateAnswer
  /// Results of tasks that had been cancelled before; they are in no other figure.
  var lateResults: Int
  /// Null unless a schedule launched it.
  var dueAt: Nullable<String>
  /// Inspections that took place when they were due, or later.
  var lateInspections: Int

  init(_ status: CampaignStatus) {
    id = status.id
    title = status.title
    checklist = status.checklist
    checklistVersion = status.checklistVersion
    phase = status.phase.rawValue
    openedAt = status.openedAt.iso8601
    sealedAt = Nullable(status.sealedAt?.iso8601)
    completedAt = Nullable(status.completedAt?.iso8601)
    cancelledAt = Nullable(status.cancellation?.cancelledAt.iso8601)
    cancelledBy = Nullable(status.cancellation?.person)
    cancelReason = Nullable(status.cancellation?.reason)
    sites = status.sites
    let ended = status.taskOutcomes.total
    tasks = Tasks(
      total: status.tasks, checked: status.taskOutcomes.checked, dead: status.taskOutcomes.dead,
      cancelled: status.taskOutcomes.cancelled, missing: max(0, status.tasks - ended))
    progress = Self.progress(status, ended: ended)
    checks = Checks(
      total: status.checks, done: status.outcomes.total, byOutcome: OutcomesAnswer(status.outcomes))
    coverage = Self.coverage(status.outcomes)
    lateResults = status.lateResults
    dueAt = Nullable(status.dueAt?.iso8601)
    lateInspections = status.lateInspections
  }

  private static func progress(_ status: CampaignStatus, ended: Int) -> Double {
    // A sealed or cancelled campaign of no tasks is done, not stuck at nothing.
    guard status.tasks > 0 else { return status.sealedAt == nil && status.cancellation == nil ? 0 : 1 }
    return min(1, Double(ended) / Double(status.tasks))
  }

  private static func coverage(_ outcomes: OutcomeCounts) -> RateAnswer {
    RateAnswer(
      outcomes[.pass] + outcomes[.fail],
      of: outcomes.total - outcomes[.notapplicable] - outcomes[.notselected])
  }
}
