package import Inspection

/// How far a campaign is.
package struct CampaignStatus: Sendable, Hashable {
  package var id: String
  package var title: String
  package var checklist: String
  package var checklistVersion: String
  package var openedAt: Timestamp
  /// Nil until the producer has every task acknowledged.
  package var sealedAt: Timestamp?
  /// When all outcomes were in, and it was sealed or cancelled; nil before that.
  package var completedAt: Timestamp?
  /// Nil unless an operator cancelled it.
  package var cancellation: CampaignCancellation?
  package var sites: Int
  package var tasks: Int
  package var checks: Int
  package var taskOutcomes: TaskCounts
  package var outcomes: OutcomeCounts
  /// Results of tasks that had been cancelled before; they are in no other figure.
  package var lateResults: Int
  /// Inspections from here on come late; nil where nothing is late.
  package var dueAt: Timestamp?
  /// Inspections that took place at `dueAt` or later.
  package var lateInspections = 0
  /// Inspected sites at which a role of the campaign's team is missing; known of a campaign that is asked for alone.
  package var unclaimedSites = 0

  /// Distinct tasks by how they ended.
  package struct TaskCounts: Sendable, Hashable {
    package var checked: Int
    package var dead: Int
    package var cancelled: Int

    package init(checked: Int, dead: Int, cancelled: Int) {
      self.checked = checked
      self.dead = dead
      self.cancelled = cancelled
    }

    package var total: Int { checked + dead + cancelled }
  }

  package enum Phase: String, Sendable, Hashable, CaseIterable {
    /// Opened; its tasks are still being sent.
    case launching
    /// Sealed; outcomes are missing.
    case running
    /// Cancelled; outcomes are missing.
    case cancelling
    case complete
    /// Cancelled, and every task has ended.
    case cancelled

    /// Whether nothing more is to come.
    package var isFinal: Bool { self == .complete || self == .cancelled }
  }

  package init(
    id: String, title: String, checklist: String, checklistVersion: String, openedAt: Timestamp,
    sealedAt: Timestamp?, completedAt: Timestamp?, cancellation: CampaignCancellation? = nil, sites: Int,
    tasks: Int, checks: Int, taskOutcomes: TaskCounts, outcomes: OutcomeCounts, lateResults: Int = 0
  ) {
    self.id = id
    self.title = title
    self.checklist = checklist
    self.checklistVersion = checklistVersion
    self.openedAt = openedAt
    self.sealedAt = sealedAt
    self.completedAt = completedAt
    self.cancellation = cancellation
    self.sites = sites
    self.tasks = tasks
    self.checks = checks
    self.taskOutcomes = taskOutcomes
    self.outcomes = outcomes
    self.lateResults = lateResults
  }

  package var phase: Phase {
    // A cancellation that came when everything had ended has changed nothing.
    if completedAt != nil {
      return cancellation == nil || taskOutcomes.cancelled == 0 ? .complete : .cancelled
    }
    if cancellation != nil { return .cancelling }
    return sealedAt == nil ? .launching : .running
  }

  /// Checks with a verdict (pass or fail) among those that apply: a ratio 0...1, nil without any.
  package var coverage: Double? {
    let applicable = outcomes.total - outcomes[.notapplicable] - outcomes[.notselected]
    return applicable == 0 ? nil : Double(outcomes[.pass] + outcomes[.fail]) / Double(applicable)
  }
}

/// A campaign with its sections.
package struct CampaignDetail: Sendable, Hashable {
  package var status: CampaignStatus
  package var sections: [SectionTotals]

  package struct SectionTotals: Sendable, Hashable {
    package var id: String
    package var title: String
    package var outcomes: OutcomeCounts

    package init(id: String, title: String, outcomes: OutcomeCounts) {
      self.id = id
      self.title = title
      self.outcomes = outcomes
    }
  }

  package init(status: CampaignStatus, sections: [SectionTotals]) {
    self.status = status
    self.sections = sections
  }
}
