/// A campaign, from a list or alone.
struct CampaignReply: Decodable {
  struct Tasks: Decodable {
    var total: Int
    var checked: Int
    var dead: Int
    var cancelled: Int
    var missing: Int

    var ended: Int { checked + dead + cancelled }
  }

  struct Checks: Decodable {
    var total: Int
    var done: Int
    var byOutcome: [String: Int]
  }

  struct Section: Decodable {
    var id: String
    var title: String
    var checks: Int
    var byOutcome: [String: Int]
  }

  var id: String
  var title: String
  var checklist: String
  var checklistVersion: String
  var phase: String
  var openedAt: String
  var sealedAt: String?
  var completedAt: String?
  var cancelledAt: String?
  var cancelledBy: String?
  var cancelReason: String?
  var dueAt: String?
  var lateInspections: Int?
  var sites: Int
  var tasks: Tasks
  var progress: Double
  var checks: Checks
  var coverage: Rate
  var lateResults: Int
  /// Only of a campaign alone.
  var sections: [Section]?

  var isComplete: Bool { phase == "complete" }
  /// Cancelled, and every task has ended.
  var isCancelled: Bool { phase == "cancelled" }
  /// Whether nothing more is to come.
  var isFinal: Bool { isComplete || isCancelled }
}
