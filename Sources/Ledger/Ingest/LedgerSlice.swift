package import Rectification

/// A partition of a topic that the ledger follows.
package struct LedgerStream: Sendable, Hashable {
  package var topic: String
  package var partition: Int32

  package init(topic: String, partition: Int32) {
    self.topic = topic
    self.partition = partition
  }

  /// What people command and the clock says comes through no topic. It is logged as a partition of its own.
  package static let commands = LedgerStream(topic: "commands", partition: 0)
}

/// A run of records of one partition.
package struct LedgerSlice: Sendable {
  package var stream: LedgerStream
  /// Where the ledger must stand for this slice to be its next.
  package var expectedOffset: Int64
  /// Where the ledger stands after it.
  package var nextOffset: Int64
  package var records: [LedgerRecord]
  /// The same records as they came.
  package var raw: RawRecords

  package init(
    stream: LedgerStream, expectedOffset: Int64, nextOffset: Int64, records: [LedgerRecord], raw: RawRecords
  ) {
    self.stream = stream
    self.expectedOffset = expectedOffset
    self.nextOffset = nextOffset
    self.records = records
    self.raw = raw
  }
}

/// A record with its place in the partition.
package struct LedgerRecord: Sendable {
  package var offset: Int64
  package var entry: LedgerEntry

  package init(offset: Int64, entry: LedgerEntry) {
    self.offset = offset
    self.entry = entry
  }
}

/// What one transaction changed.
package struct LedgerChange: Sendable, Hashable {
  package var resultsInserted = 0
  /// Results that took the place of a dead one.
  package var resultsReplaced = 0
  /// Results that decided checks which had not been made.
  package var supplements = 0
  /// Results that said nothing new of their (campaign, seq).
  package var duplicates = 0
  /// Results of tasks that had been cancelled.
  package var lateResults = 0
  package var hazardsTouched = 0
  package var rejected = 0
  /// Campaigns that this transaction completed.
  package var completed: [String] = []
  /// What became of each command, in their order.
  package var reports: [RectificationReport] = []
  /// What became of each acceptance of a campaign.
  package var acceptances: [CampaignAcceptanceReport] = []
  /// What became of each report.
  package var receipts: [ReportReceipt] = []
  /// What became of each command about an accident.
  package var accidents: [AccidentReceipt] = []
  /// What became of each command about a team.
  package var teams: [TeamReceipt] = []
  /// What became of each submission.
  package var submissions: [SubmissionReceipt] = []

  package init() {}
}
