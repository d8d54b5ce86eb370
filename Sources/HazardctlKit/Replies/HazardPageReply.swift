struct HazardPageReply: Decodable {
  var items: [HazardReply]
  /// The cursor of the next page; nil on the last one.
  var next: String?
  var total: Int
  /// Nil from an aggregator that counts all.
  var totalIsExact: Bool?
}
