/// What happened to all hazards, in the order in which the ledger learnt it.
///
/// Readers keep their place in the ledger. A place is moved on by compare and set, after what lies before it was handed
/// over: who dies in between hands it over again.
package protocol HazardFeed: Sendable {
  /// Where a reader stands; nil for one that never moved.
  func feedPosition(of reader: String) async throws -> FeedPosition?
  /// Behind everything that has happened so far.
  func feedEnd() async throws -> FeedPosition
  func changes(after position: FeedPosition, limit: Int) async throws -> HazardChanges
  /// - Returns: false when the reader does not stand at `from`: somebody else has moved it.
  func moveFeed(of reader: String, from: FeedPosition?, to: FeedPosition) async throws -> Bool
}

/// A place in the feed: how far findings and acceptances of records were read, and how far what was done.
package struct FeedPosition: Sendable, Hashable {
  package var recorded: Int64
  package var done: Int64

  package init(recorded: Int64 = 0, done: Int64 = 0) {
    self.recorded = recorded
    self.done = done
  }
}

package struct HazardChanges: Sendable, Hashable {
  package var changes: [HazardChange]
  /// Behind the last of them.
  package var end: FeedPosition

  package init(changes: [HazardChange], end: FeedPosition) {
    self.changes = changes
    self.end = end
  }
}
