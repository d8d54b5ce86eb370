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
  var allowed: [String]

  init(_ rectification: HazardRectification) {
    state = rectification.state.name
    version = rectification.version
    owner = rectification.owner
    department = rectification.department
    rectifiedBy = rectification.rectifiedBy
    riskAcceptedUntil = Nullable(rectification.riskAcceptedUntil?.iso8601)
    duplicateOf = Nullable(rectification.original?.description)
    failuresToAbate = rectification.failuresToAbate
    allowed = rectification.allowed.map(\.name)
  }
}
