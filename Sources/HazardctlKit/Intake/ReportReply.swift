/// A report, from a list or alone.
struct ReportReply: Decodable {
  struct Service: Decodable {
    var code: String
    var text: String
    var section: String
    var category: String
    var department: String
    var requirement: String
    var needsObservation: Bool
  }

  struct Near: Decodable {
    var distance: Double
    var hazard: HazardReply
  }

  var id: String
  var status: String
  var state: String
  var reason: String
  var at: String
  var decidedAt: String?
  var service: Service
  var site: HazardReply.Site
  var region: HazardReply.Region
  var distance: Double?
  var description: String
  var person: String
  var role: String
  var channel: String
  var instant: Bool
  var hazard: HazardReply?
  /// Only of a report alone.
  var near: [Near]?
  /// Only of one that was sent.
  var repeated: Bool?
}
