struct OverviewReply: Decodable {
  struct Campaigns: Decodable {
    var total: Int
    var running: Int
  }

  var campaigns: Campaigns
  var sites: Int
  var results: Int
  var hazards: HazardTotalsReply
  var rejected: Int
}
