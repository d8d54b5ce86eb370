/// Finds items by the bytes of their ids.
///
/// Records name items in the same order again and again, so the item that followed the last one the time
/// before is tried first; that costs one comparison of bytes instead of a dictionary's hash of a string.
struct ItemLookup {
  private let ids: [UInt8]
  /// Where each id begins in `ids`; one more than there are items.
  private let starts: [Int]
  private let indexByID: [String: Int]
  /// By item; the place past the last is for what comes first.
  private var successor: [Int]
  private var last: Int

  init(_ names: [String]) {
    var ids: [UInt8] = []
    var starts = [0]
    for name in names {
      ids.append(contentsOf: name.utf8)
      starts.append(ids.count)
    }
    self.ids = ids
    self.starts = starts
    indexByID = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    successor = names.indices.map { $0 + 1 < names.count ? $0 + 1 : 0 } + [0]
    last = names.count
  }

  /// Says that a new record begins.
  mutating func restart() { last = starts.count - 1 }

  /// - Returns: the item's index, or nil for an unknown id.
  @inline(__always)
  mutating func index(of id: UnsafeRawBufferPointer) -> Int? {
    let expected = successor[last]
    if isID(id, of: expected) {
      last = expected
      return expected
    }
    guard let found = indexByID[String(decoding: id, as: UTF8.self)] else { return nil }
    successor[last] = found
    last = found
    return found
  }

  @inline(__always)
  private func isID(_ id: UnsafeRawBufferPointer, of item: Int) -> Bool {
    guard item + 1 < starts.count, starts[item + 1] - starts[item] == id.count else { return false }
    return ids.withUnsafeBytes { bytes in
      id.equals(UnsafeRawBufferPointer(rebasing: bytes[starts[item]..<starts[item + 1]]))
    }
  }
}
