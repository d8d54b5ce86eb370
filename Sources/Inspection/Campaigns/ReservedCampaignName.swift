/// How the ids of campaigns begin that the ledger asks for itself: nobody else's may, or the ledger would take theirs for
/// its own.
package enum ReservedCampaignName: String, Sendable, CaseIterable {
  case reinspection = "reinspection-"
  case report = "report-"

  /// - Returns: how the id begins; nil for one that is not reserved.
  package static func prefix(of id: String) -> String? {
    allCases.first { id.hasPrefix($0.rawValue) }?.rawValue
  }
}
