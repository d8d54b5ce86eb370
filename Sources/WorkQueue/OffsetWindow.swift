/// How much of one partition may be taken beyond its low watermark.
package struct OffsetWindow: Sendable, Equatable {
  /// The most incomplete records.
  package var incomplete: Int
  /// The most records at or above the low watermark, complete or not.
  ///
  /// Bounds what is delivered again after a crash while a single slow record holds the low watermark back.
  package var span: Int

  /// Creates a window; limits below 1 are raised to 1.
  package init(incomplete: Int = 10_000, span: Int = 100_000) {
    self.incomplete = max(1, incomplete)
    self.span = max(1, span)
  }
}
