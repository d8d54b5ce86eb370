/// A share, with what it was computed from.
struct Rate: Decodable {
  var value: Double?
  var numerator: Int
  var denominator: Int
}
