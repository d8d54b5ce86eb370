package import Inspection

/// One record of a topic, understood.
package enum LedgerEntry: Sendable {
  case checklist(Checklist, digest: String)
  case opening(CampaignOpening)
  case seal(campaign: String, taskCount: UInt64, taskDigest: String, at: Timestamp)
  /// Regions come parents first.
  case register(regions: [Region], sites: [Site])
  case result(TaskResult)
  /// A record that cannot be used. It is kept, with its error, and stops nothing.
  case rejected(RejectedRecord)
  /// A record that says nothing to the ledger, such as a tombstone.
  case none
}

/// A record that the ledger could not use.
package struct RejectedRecord: Sendable, Hashable {
  package var offset: Int64
  package var reason: String
  package var value: [UInt8]

  package init(offset: Int64, reason: String, value: [UInt8]) {
    self.offset = offset
    self.reason = reason
    self.value = value
  }
}
