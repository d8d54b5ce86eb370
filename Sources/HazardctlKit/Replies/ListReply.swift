struct ListReply<Item: Decodable>: Decodable {
  var items: [Item]
}
