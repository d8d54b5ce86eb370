import WorkQueue

/// The offset tracker written the obvious way, to compare with.
struct NaiveTracker {
  var received: [Int64] = []
  var incomplete: Set<Int64> = []
  var next: Int64?

  var lowWatermark: Int64? { incomplete.min() ?? next }

  var span: Int {
    guard let mark = incomplete.min() else { return 0 }
    return received.count { $0 >= mark }
  }

  mutating func receive(_ offsets: [Int64]) -> Int {
    let new = offsets.filter { offset in next.map { offset >= $0 } ?? true }
    received += new
    incomplete.formUnion(new)
    if let last = new.last { next = last + 1 }
    return new.count
  }

  mutating func complete(_ offsets: [Int64]) -> (completed: Int, ignored: Int, advanced: Bool) {
    let before = lowWatermark
    var completed = 0
    for offset in offsets where incomplete.remove(offset) != nil { completed += 1 }
    return (completed, offsets.count - completed, lowWatermark != before)
  }

  mutating func discard(from offset: Int64) {
    guard let next, offset < next else { return }
    received.removeAll { $0 >= offset }
    incomplete = incomplete.filter { $0 < offset }
    self.next = offset
  }

  mutating func caughtUp(to offset: Int64) {
    next = max(next ?? offset, offset)
  }
}
