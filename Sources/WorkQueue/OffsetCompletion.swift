/// What completing offsets changed.
package struct OffsetCompletion: Sendable, Equatable {
  /// Offsets that were incomplete before.
  package var completed = 0
  /// Offsets that were completed before, or never received.
  package var ignored = 0
  /// Bytes given back to the window.
  package var bytes = 0
  /// Whether there is a new offset to commit.
  package var advancedLowWatermark = false

  package init() {}
}
