/// An inspector's form.
struct FormReply: Decodable {
  struct Section: Decodable {
    var id: String
    var title: String
    var items: [Item]
  }

  struct Item: Decodable {
    var id: String
    var text: String
    var requirement: String
    var level: String
    var redLine: Bool
    var kind: String?
    var unit: String?
    var options: [String]
    var evidence: String?
    var condition: String?
    var state: String
    var outcome: String?
    var reason: String
  }

  var campaign: String
  var title: String
  var site: String
  var siteName: String
  var open: Bool
  var sections: [Section]
}

/// What an inspector submitted, and what has come of it.
struct SubmissionReply: Decodable {
  struct Answer: Decodable {
    var item: String
    var text: String
    var value: String
    var outcome: String?
    var reason: String
    var counts: Bool
    var hazard: String?
  }

  var id: String
  var campaign: String
  var site: String
  var siteName: String
  var at: String
  var person: String
  var state: String
  var answers: [Answer]
  /// Only of one that was sent.
  var repeated: Bool?
}
