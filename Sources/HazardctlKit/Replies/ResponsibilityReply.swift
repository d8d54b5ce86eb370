struct ResponsibilityReply: Decodable {
  struct Published: Decodable {
    var id: String
    var title: String
    var publishedAt: String
    var publishedBy: String
  }

  struct Row: Decodable {
    var row: Int
    var says: String
  }

  struct Link: Decodable {
    var role: String
    var person: String
    var region: String?
    var awayThrough: String?
    var answers: Bool
  }

  struct Step: Decodable {
    var at: String
    var event: String
    var told: String
    var due: String?
    var reason: String
  }

  var policy: Published
  var duty: Row?
  var department: String
  var owner: String
  var chain: [Link]
  var deadline: Row?
  var ahead: [Step]
}
