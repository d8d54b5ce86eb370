import Inspection
import Ledger
import Rectification

/// Where the rectification of a hazard stands, and what may be commanded now.
struct RectificationAnswer: Encodable {
  var state: String
  var version: Int
  var owner: String
  var department: String
  var rectifiedBy: String
  var riskAcceptedUntil: Nullable<String>
  var duplicateOf: Nullable<String>
  var failuresToAbate: Int
  /// The deadline in force, and the first one whatever extensions there were; null while none was set.
  var dueAt: Nullable<String>
  var originalDueAt: Nullable<String>
  var overdue: Bool
  var extensions: Int
  /// Steps up the region ladder since the deadline, and who was told last.
  var escalations: Int
  var escalatedTo: String
  var executive: String
  var greenChannel: Bool
  var supervisedSince: Nullable<String>
  var allowed: [String]

  /// - Parameter now: what overdue is held against.
  init(_ rectification: HazardRectification, now: Timestamp) {
    state = rectification.state.name
    version = rectification.version
    owner = rectification.owner
    department = rectification.department
    rectifiedBy = rectification.rectifiedBy
    riskAcceptedUntil = Nullable(rectification.riskAcceptedUntil?.iso8601)
    duplicateOf = Nullable(rectification.original?.description)
    failuresToAbate = rectification.failuresToAbate
    dueAt = Nullable(rectification.dueAt?.iso8601)
    originalDueAt = Nullable(rectification.originalDueAt?.iso8601)
    overdue = rectification.isOverdue(at: now)
    extensions = rectification.extensions
    escalations = rectification.escalations
    escalatedTo = rectification.escalatedTo
    executive = rectification.executive
    greenChannel = rectification.isGreenChannel
    supervisedSince = Nullable(rectification.supervisedSince?.iso8601)
    allowed = rectification.allowed.map(\.name)
  }
}
