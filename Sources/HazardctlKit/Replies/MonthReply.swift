struct MonthReply: Decodable {
  var month: String
  var found: Int
  var accepted: Int
  var acceptedRate: Rate
}
