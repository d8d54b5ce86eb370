/// The upper bounds that histograms get when nobody names others.
package enum HistogramBuckets {
  /// From a tenth of a millisecond, a fast ledger batch, to a minute, a slow plugin.
  package static let seconds = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    30, 60,
  ]

  /// For counts and sizes of which nothing is known.
  package static let powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000.0]
}
