/// How a task ended. Every seq of a campaign ends in exactly one of these.
package enum TaskOutcome: UInt8, Sendable, Hashable, CaseIterable, Codable {
  case checked = 0
  case dead = 1
  case cancelled = 2

  package var name: String { String(describing: self) }
}

/// What a worker says of one task.
package struct TaskResult: Sendable, Hashable {
  package var campaign: String
  package var seq: UInt64
  package var generation: UInt32
  package var outcome: TaskOutcome
  package var site: SiteReference
  package var inspection: Inspection
  /// The item ranges of the task. Every check not named in `exceptions` or `findings` passed.
  package var items: [Range<Int>]
  /// Checks that neither passed nor failed, by item index, ascending.
  package var exceptions: [Exception]
  /// Checks that failed, by item index, ascending.
  package var findings: [Finding]
  package var worker: String

  /// A check that neither passed nor failed.
  package struct Exception: Sendable, Hashable {
    package var item: Int
    package var outcome: CheckOutcome
    /// Why, in words, where it depends on more than the item and the site: a condition that does not hold or cannot be
    /// decided, evidence that is missing or was altered. Otherwise empty.
    package var reason: String

    package init(item: Int, outcome: CheckOutcome, reason: String = "") {
      self.item = item
      self.outcome = outcome
      self.reason = reason
    }
  }

  package init(
    campaign: String, seq: UInt64, generation: UInt32, outcome: TaskOutcome, site: SiteReference,
    inspection: Inspection, items: [Range<Int>], exceptions: [Exception] = [], findings: [Finding] = [],
    worker: String
  ) {
    self.campaign = campaign
    self.seq = seq
    self.generation = generation
    self.outcome = outcome
    self.site = site
    self.inspection = inspection
    self.items = items
    self.exceptions = exceptions
    self.findings = findings
    self.worker = worker
  }

  package var checkCount: Int { items.reduce(0) { $0 + $1.count } }

  /// The outcome of a task without checks: dead or cancelled.
  package static func unchecked(
    _ outcome: TaskOutcome, campaign: String, seq: UInt64, generation: UInt32,
    site: SiteReference = .unknown, inspection: Inspection = .unknown, worker: String
  ) -> TaskResult {
    TaskResult(
      campaign: campaign, seq: seq, generation: generation, outcome: outcome, site: site,
      inspection: inspection, items: [], worker: worker)
  }
}

/// A failed check, classified.
package struct Finding: Sendable, Hashable {
  /// The item's index in the checklist.
  package var item: Int
  package var level: HazardLevel
  package var grade: RiskGrade
  /// The rule that decided, in words.
  package var reason: String
  /// When its rectification was accepted, where the record already says so.
  package var acceptedAt: Timestamp?
  package var evidence: [String]

  package init(
    item: Int, level: HazardLevel, grade: RiskGrade, reason: String, acceptedAt: Timestamp? = nil,
    evidence: [String] = []
  ) {
    self.item = item
    self.level = level
    self.grade = grade
    self.reason = reason
    self.acceptedAt = acceptedAt
    self.evidence = evidence
  }
}
