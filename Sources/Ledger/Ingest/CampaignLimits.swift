/// What a result must keep within to belong to a campaign.
package struct CampaignLimits: Sendable, Hashable {
  /// Seqs are 0..<tasks.
  package var tasks: UInt64
  /// Item indexes are 0..<items.
  package var items: Int

  package init(tasks: UInt64, items: Int) {
    self.tasks = tasks
    self.items = items
  }
}
