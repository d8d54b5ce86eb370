struct NotificationPageReply: Decodable {
  struct Item: Decodable {
    var id: Int64
    var subscription: String
    var state: String
    var type: String
    var hazard: String
    var createdAt: String
    var attempts: Int
    var nextAt: String?
    var error: String
  }

  var items: [Item]
  /// The cursor of the next page; nil on the last one.
  var next: String?
  var total: Int
}

struct RedeliveryReply: Decodable {
  var redelivered: Int
}
