extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }

  /// Whole milliseconds, rounded up and kept within what C takes.
  var milliseconds: Int32 {
    Int32(max(0, min(seconds * 1000, 2_000_000_000)).rounded(.up))
  }
}
