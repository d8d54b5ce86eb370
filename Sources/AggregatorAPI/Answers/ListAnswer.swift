/// A list in an object, which leaves room for more beside it.
struct ListAnswer<Item: Encodable>: Encodable {
  var items: [Item]
}
