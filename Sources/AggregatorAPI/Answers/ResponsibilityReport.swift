import Inspection
import Ledger
import Rectification
import Responsibility

/// Who answers for a hazard, why it is this one, and what comes when.
struct ResponsibilityReport: Encodable {
  struct Published: Encodable {
    var id: String
    var title: String
    var publishedAt: String
    var publishedBy: String
  }

  /// A row of the policy, counted from 1, and what it asks.
  struct Row: Encodable {
    var row: Int
    var says: String
  }

  struct Link: Encodable {
    var role: String
    var person: String
    var region: Nullable<String>
    /// The last day on which this person is away; null for one who is there.
    var awayThrough: Nullable<String>
    var answers: Bool
  }

  struct Step: Encodable {
    var at: String
    var event: String
    var told: String
    var due: Nullable<String>
    var reason: String
  }

  var policy: Published
  var duty: Nullable<Row>
  var department: String
  /// Empty when nobody is there.
  var owner: String
  var chain: [Link]
  var deadline: Nullable<Row>
  var ahead: [Step]

  init(_ found: HazardResponsibility) {
    policy = Published(
      id: found.policy, title: found.title, publishedAt: found.publishedAt.iso8601,
      publishedBy: found.publishedBy)
    duty = Nullable(
      found.duty.flatMap { duty in found.answer.row.map { Row(row: $0 + 1, says: Self.words(duty)) } })
    department = found.answer.department
    owner = found.answer.owner
    let answering = found.answer.chain.firstIndex { $0.awayThrough == nil }
    chain = found.answer.chain.enumerated().map { index, link in
      Link(
        role: link.role.rawValue, person: link.person, region: Nullable(link.region?.code),
        awayThrough: Nullable(link.awayThrough?.description), answers: index == answering)
    }
    deadline = Nullable(
      found.deadline.flatMap { deadline in
        found.deadlineRow.map { Row(row: $0 + 1, says: Self.words(deadline)) }
      })
    ahead = found.ahead.map {
      Step(
        at: $0.at.iso8601, event: $0.action.name, told: $0.details.owner,
        due: Nullable($0.details.due?.iso8601), reason: $0.reason)
    }
  }

  private static func words(_ duty: Policy.Duty) -> String {
    let conditions = [
      ("item", duty.item), ("category", duty.category), ("region", duty.region), ("site type", duty.siteType),
    ].compactMap { name, value in value.map { "\(name) \($0)" } }
    return conditions.isEmpty ? "everything" : conditions.joined(separator: ", ")
  }

  private static func words(_ deadline: Policy.Deadline) -> String {
    let conditions = [
      ("level", deadline.level?.name), ("grade", deadline.grade?.name), ("category", deadline.category),
    ].compactMap { name, value in value.map { "\(name) \($0)" } }
    return "\(conditions.isEmpty ? "everything" : conditions.joined(separator: ", ")): within "
      + deadline.within.words
  }
}
