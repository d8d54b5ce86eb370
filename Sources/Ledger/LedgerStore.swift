package import Inspection

/// Where the ledger is kept.
///
/// A store is exact by three rules, all within one transaction for each call of `apply`: the position of every
/// partition is compared and set; a task has one outcome by `OutcomeRule`; counters change only by what that rule
/// lets in. What it makes of a record depends on the records before it and on nothing else.
package protocol LedgerStore: LedgerReading {
  /// The offset of the next record that the ledger wants of a partition; 0 for a new one. Blocks.
  func position(of stream: LedgerStream) throws -> Int64

  /// Applies all slices or none, and logs them.
  ///
  /// - Parameter time: of the application; a campaign that becomes complete is so from then on.
  /// - Throws: `LedgerError` with code `staleOffset` and its stream when a slice is not the next one.
  func apply(_ slices: [LedgerSlice], at time: Timestamp) async throws -> LedgerChange

  /// SHA-256 over all that the ledger says, independent of the order in which it learnt it.
  func digest() async throws -> String
  /// Every broken invariant, in words; empty when all hold.
  func verify() async throws -> [String]
}
