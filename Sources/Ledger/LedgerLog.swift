/// A ledger whose log can be read, to make the ledger anew.
package protocol LedgerLog: Sendable {
  /// What the ledger says and how far its log goes, as of one moment.
  ///
  /// - Parameter foundEnd: told the last slice and the number of records before the digest is made, which takes long.
  func logState(foundEnd: @escaping @Sendable (Int64, Int) -> Void) async throws -> LedgerLogState
  /// Slices in the order of application, from behind `id` to `end` at most.
  func loggedSlices(after id: Int64, through end: Int64, limit: Int) async throws -> [LoggedSlice]
}

extension LedgerLog {
  package func logState() async throws -> LedgerLogState { try await logState { _, _ in } }
}

package struct LedgerLogState: Sendable, Hashable {
  /// Of the ledger, as `LedgerStore.digest` gives it.
  package var digest: String
  /// The last slice; 0 for an empty log.
  package var end: Int64
  /// In all slices.
  package var records: Int

  package init(digest: String, end: Int64, records: Int) {
    self.digest = digest
    self.end = end
    self.records = records
  }
}
