struct AccidentReply: Decodable {
  struct Version: Decodable {
    var act: String
    var at: String
    var person: String
    var role: String
    var reason: String
    var occurredAt: String
    var region: String
    var kind: String
    var deaths: Int
    var injuries: Int
    var description: String
    var hazard: String?
  }

  var id: String
  var occurredAt: String
  var region: HazardReply.Region
  var kind: String
  var deaths: Int
  var injuries: Int
  var description: String
  var hazard: String?
  var withdrawn: Bool
  var history: [Version]
  /// Only in the answer to a command.
  var repeated: Bool?
}

struct AccidentSeriesReply: Decodable {
  struct Period: Decodable {
    var period: String
    var accidents: Int
    var deaths: Int
    var injuries: Int
    var found: Int
    var closed: Int
  }

  struct Change: Decodable {
    var baseline: Int
    var now: Int
    var change: Int
    var ratio: Double?
  }

  struct Comparison: Decodable {
    var from: String
    var to: String
    var accidents: Change
    var deaths: Change
    var injuries: Change
    var closed: Change
  }

  var rule: String
  var items: [Period]
  var total: Period
  var baseline: Comparison?
}

/// One of the three views of the ledger.
struct NetworkReply: Decodable {
  struct Column: Decodable {
    var name: String
    var rule: String
  }

  struct Item: Decodable {
    var name: String
    var counts: [String: Int]
  }

  var view: String
  var by: String
  var columns: [Column]
  var items: [Item]
}
