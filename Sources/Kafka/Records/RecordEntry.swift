/// Where a received record lies in its slab: the key, directly followed by the value.
struct RecordEntry: Sendable {
  let offset: Int64
  let timestamp: Int64
  let start: Int
  /// -1 without a key.
  let keyLength: Int32
  /// -1 for a tombstone.
  let valueLength: Int32

  var keyRange: Range<Int>? {
    keyLength < 0 ? nil : start..<(start + Int(keyLength))
  }

  var valueRange: Range<Int>? {
    guard valueLength >= 0 else { return nil }
    let from = start + max(0, Int(keyLength))
    return from..<(from + Int(valueLength))
  }
}
