/// A campaign as it is handed to hazard-producer.
struct Campaign: Sendable {
  var id: String
  /// The campaign file's path.
  var file: String
  /// Options that say where its inputs are.
  var options: [String] = []
}
