/// What a page shows of a hazard's explanation; `--json` has more.
struct ExplanationReply: Decodable {
  struct Statement: Decodable {
    var topic: String
    var text: String
  }

  struct Finding: Decodable {
    var at: String
    var acceptedAt: String?
    var campaign: String
    var seq: UInt64
    var reason: String
    var level: String
    var grade: String
    var combination: String?
    var checklistVersion: String
    var counts: Bool
  }

  var id: String
  var state: String
  var statements: [Statement]
  var findings: [Finding]
}
