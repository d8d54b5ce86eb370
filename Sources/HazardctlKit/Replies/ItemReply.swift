struct ItemReply: Decodable {
  var checklist: String
  var item: String
  var text: String
  var section: String
  var checks: Int
  var byOutcome: [String: Int]
  var failRate: Rate
  var hazards: Int
}
