struct SitePageReply: Decodable {
  struct Site: Decodable {
    struct Region: Decodable {
      var code: String
      var name: String
    }

    var id: String
    var name: String
    var type: String
    var region: Region
    /// Nil without an open hazard.
    var colour: String?
    var hazards: Int
    var open: Int
    var openMajor: Int
  }

  var items: [Site]
  /// The cursor of the next page; nil on the last one.
  var next: String?
  var total: Int
}
