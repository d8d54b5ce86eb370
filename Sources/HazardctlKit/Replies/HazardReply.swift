/// A hazard, from a list or alone.
struct HazardReply: Decodable {
  struct Site: Decodable {
    var id: String
    var name: String
  }

  struct Region: Decodable {
    var code: String
    var name: String
  }

  struct Item: Decodable {
    var id: String
    var text: String
  }

  struct Event: Decodable {
    var kind: String
    var at: String
    var campaign: String
    var seq: UInt64
    var person: String
    var reason: String
    var evidence: [String]
  }

  /// A department that was called, and its clock.
  struct Call: Decodable {
    var department: String
    var due: String
    var checkedInAt: String?
    var person: String
    var late: Bool
  }

  var id: String
  var state: String
  var level: String
  var grade: String
  var site: Site
  var region: Region
  var item: Item
  var category: String
  var department: String
  var reason: String
  var firstFoundAt: String
  var openedAt: String
  var lastFoundAt: String
  var closedAt: String?
  var sightings: Int
  var recurrences: Int
  var difficulty: String?
  var residualGrade: String?
  /// Absent from answers of older aggregators.
  var rectification: RectificationReply?
  /// Only of a hazard alone.
  var events: [Event]?
  var timeline: [TimelineReply]?
  var calls: [Call]?
}
