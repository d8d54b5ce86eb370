import Inspection
package import Ledger

/// Makes a ledger anew from the log of another.
package enum LedgerRebuild {
  /// Slices read at a time: one page is applied while the next one is read and decoded.
  private static let page = 16

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
    var records = 0
    var page = try await Page(of: log, after: 0, through: end)
    while let last = page.last {
      async let next = Page(of: log, after: last, through: end)
      for transaction in page.transactions {
        _ = try await store.apply(transaction.slices, at: transaction.time)
        records += transaction.slices.reduce(0) { $0 + $1.raw.count }
        onProgress(records)
      }
      page = try await next
    }
  }

  /// A part of a log, decoded.
  private struct Page: Sendable {
    /// Nil behind the end.
    let last: Int64?
    /// What was applied at one time was applied in one transaction.
    private(set) var transactions: [(time: Timestamp, slices: [LedgerSlice])] = []

    init(of log: any LedgerLog, after id: Int64, through end: Int64) async throws {
      let slices = try await log.loggedSlices(after: id, through: end, limit: LedgerRebuild.page)
      last = slices.last?.id
      for slice in slices {
        let replayed = try slice.replayed()
        if transactions.last?.time == slice.appliedAt {
          transactions[transactions.count - 1].slices.append(replayed)
        } else {
          transactions.append((slice.appliedAt, [replayed]))
        }
      }
    }
  }
}
