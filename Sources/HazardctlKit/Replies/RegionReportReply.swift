struct RegionReportReply: Decodable {
  struct Place: Decodable {
    var code: String
    var name: String
  }

  struct Child: Decodable {
    var code: String
    var name: String
    var level: String
    var hasChildren: Bool
    var sites: Int
    var checks: Int
    var byOutcome: [String: Int]
    var hazards: HazardTotalsReply
  }

  var lineage: [Place]
  var children: [Child]
}
