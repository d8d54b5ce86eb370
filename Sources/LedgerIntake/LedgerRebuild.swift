package import Ledger

/// Makes a ledger anew from the log of another.
package enum LedgerRebuild {
  /// Slices read at a time.
  private static let page = 64

  /// Applies the log up to `end`, as it was applied the first time.
  ///
  /// - Parameters:
  ///   - store: empty.
  ///   - onProgress: told how many records were applied so far.
  /// - Throws: `LedgerError` where the log is damaged; what the stores throw.
  package static func replay(
    _ log: any LedgerLog, through end: Int64, into store: any LedgerStore,
    onProgress: (Int) -> Void = { _ in }
  ) async throws {
    var (last, records) = (Int64(0), 0)
    while true {
      var slices = try await log.loggedSlices(after: last, through: end, limit: page)[...]
      guard let reached = slices.last?.id else { return }
      while let time = slices.first?.appliedAt {
        // What was applied at one time was applied in one transaction.
        let together = slices.prefix { $0.appliedAt == time }
        slices.removeFirst(together.count)
        _ = try await store.apply(try together.map { try $0.replayed() }, at: time)
        records += together.reduce(0) { $0 + $1.raw.count }
        onProgress(records)
      }
      last = reached
    }
  }
}
