struct OutstandingReply: Decodable {
  /// Both ends belong to it.
  struct Range: Decodable {
    var first: Int
    var last: Int
  }

  var items: [Range]
  /// The cursor of the next page; nil on the last one.
  var next: String?
  var total: Int
  var maxGeneration: Int
}
