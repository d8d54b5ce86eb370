struct RectificationReply: Decodable {
  var state: String
  var version: Int
  var owner: String
  var department: String
  var rectifiedBy: String
  var riskAcceptedUntil: String?
  var duplicateOf: String?
  var failuresToAbate: Int
  var dueAt: String?
  var originalDueAt: String?
  var overdue: Bool
  var extensions: Int
  var escalations: Int
  var escalatedTo: String
  var executive: String
  var greenChannel: Bool
  var supervisedSince: String?
  var allowed: [String]
}

struct TimelineReply: Decodable {
  struct Details: Decodable {
    var owner: String?
    var department: String?
    var until: String?
    var of: String?
    var fixedBy: String?
    var observation: String?
    var observedBy: String?
    var due: String?
    var region: String?
    var departments: [Call]?
  }

  struct Call: Decodable {
    var department: String
    var due: String
  }

  var event: String
  var at: String
  var person: String
  var role: String
  var reason: String
  var evidence: [String]
  var campaign: String?
  var seq: UInt64?
  var details: Details?
}

/// What became of a command.
struct CommandReply: Decodable {
  struct Line: Decodable {
    var id: String
    var state: String?
    var version: Int?
    var allowed: [String]
  }

  var action: String
  var repeated: Bool
  var hazards: [Line]
}
