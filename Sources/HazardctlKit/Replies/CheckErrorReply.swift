struct CheckErrorReply: Decodable {
  struct Check: Decodable {
    struct Site: Decodable {
      var id: String
      var name: String
    }

    struct Item: Decodable {
      var id: String
      var text: String
    }

    var seq: UInt64
    var site: Site
    var item: Item
    var outcome: String
    var reason: String
  }

  var items: [Check]
  /// The cursor of the next page; nil on the last one.
  var next: String?
  var total: Int
}
