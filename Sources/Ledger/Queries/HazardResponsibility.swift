package import Inspection
package import Rectification
package import Responsibility

/// Who answers for a hazard by the policy in force, and what comes when.
package struct HazardResponsibility: Sendable, Hashable {
  package var policy: String
  package var title: String
  package var publishedAt: Timestamp
  package var publishedBy: String
  /// As things are on the day that is asked about.
  package var answer: DutyAnswer
  /// The row of the policy's duties that decides; nil where none fits.
  package var duty: Policy.Duty?
  /// The place of the row of deadlines that fits the hazard, from 0, and what it says; nil where none does.
  package var deadlineRow: Int?
  package var deadline: Policy.Deadline?
  /// What the passing of time will do, as far as it is known now, in order.
  package var ahead: [RectificationEvent]

  package init(
    policy: Policy, publishedAt: Timestamp, publishedBy: String, facts: HazardFacts, day: CivilDate,
    ahead: [RectificationEvent]
  ) {
    self.policy = policy.id
    title = policy.title
    self.publishedAt = publishedAt
    self.publishedBy = publishedBy
    answer = policy.answer(for: facts, on: day)
    duty = answer.row.map { policy.duties[$0] }
    deadlineRow = policy.deadlineRow(for: facts)
    deadline = deadlineRow.map { policy.deadlines[$0] }
    self.ahead = ahead
  }
}

package enum ResponsibilityAnswer: Sendable, Hashable {
  case unknownHazard
  /// No policy was published.
  case noPolicy
  case answer(HazardResponsibility)
}
