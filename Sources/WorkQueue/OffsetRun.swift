/// Contiguous offsets that were received together.
struct OffsetRun: Sendable {
  private(set) var first: Int64
  private(set) var count: Int
  private(set) var incomplete: Int
  private(set) var incompleteBytes: Int
  /// Records at the front that are complete and were already counted out of the tracker's span.
  private(set) var settled = 0
  private var bytes: Int
  /// One bit per record, set when complete; empty while the run is untouched or complete as a whole.
  private var done: [UInt64] = []

  init(first: Int64, count: Int, bytes: Int) {
    self.first = first
    self.count = count
    self.incomplete = count
    self.incompleteBytes = bytes
    self.bytes = bytes
  }

  var last: Int64 { first + Int64(count) - 1 }

  var lowestIncomplete: Int64 {
    first + Int64(firstIncompleteIndex(from: settled))
  }

  func contains(_ offset: Int64) -> Bool {
    offset >= first && offset <= last
  }

  func isIncomplete(_ offset: Int64) -> Bool {
    guard incomplete > 0, contains(offset) else { return false }
    if done.isEmpty { return true }
    let index = Int(offset - first)
    return done[index >> 6] & (1 << UInt64(index & 63)) == 0
  }

  /// Completes offsets inside this run.
  mutating func complete(_ offsets: ClosedRange<Int64>) -> (count: Int, bytes: Int) {
    guard incomplete > 0 else { return (0, 0) }
    let lower = Int(offsets.lowerBound - first)
    let upper = Int(offsets.upperBound - first)
    var completed = 0
    if lower == 0, upper == count - 1 {
      completed = incomplete
    } else {
      if done.isEmpty { done = [UInt64](repeating: 0, count: (count + 63) >> 6) }
      var index = lower
      while index <= upper {
        let bit = index & 63
        let width = min(64 - bit, upper - index + 1)
        let mask = (width == 64 ? UInt64.max : (1 << UInt64(width)) - 1) << UInt64(bit)
        let added = mask & ~done[index >> 6]
        done[index >> 6] |= added
        completed += added.nonzeroBitCount
        index += width
      }
    }
    incomplete -= completed
    if incomplete == 0 { done = [] }
    let left = Self.share(of: bytes, part: incomplete, whole: count)
    let released = incompleteBytes - left
    incompleteBytes = left
    return (completed, released)
  }

  /// Advances over completed records at the front and returns how many there are since the last call.
  mutating func settle() -> Int {
    let front = firstIncompleteIndex(from: settled)
    defer { settled = front }
    return front - settled
  }

  /// The part of this run below an offset inside it, with the completions it has had.
  func prefix(below offset: Int64) -> OffsetRun {
    let length = Int(offset - first)
    var kept = OffsetRun(
      first: first, count: length, bytes: Self.share(of: bytes, part: length, whole: count))
    kept.settled = min(settled, length)
    if incomplete == 0 {
      _ = kept.complete(first...(offset - 1))
    } else if !done.isEmpty {
      for index in 0..<length where done[index >> 6] & (1 << UInt64(index & 63)) != 0 {
        _ = kept.complete((first + Int64(index))...(first + Int64(index)))
      }
    }
    return kept
  }

  /// `total * part / whole` without overflow.
  static func share(of total: Int, part: Int, whole: Int) -> Int {
    guard whole > 0 else { return 0 }
    let product = total.multipliedFullWidth(by: part)
    return whole.dividingFullWidth(product).quotient
  }

  private func firstIncompleteIndex(from start: Int) -> Int {
    if incomplete == 0 { return count }
    if done.isEmpty { return 0 }
    var word = start >> 6
    while word < done.count {
      let open = ~done[word]
      if open != 0 { return min(count, word << 6 + open.trailingZeroBitCount) }
      word += 1
    }
    return count
  }
}
