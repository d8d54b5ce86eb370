/// The offsets of one assigned partition during one assignment epoch: which were received, which are still
/// incomplete, and up to where everything has succeeded.
///
/// Offsets complete in any order; only ``lowWatermark`` may be committed. Offsets may have gaps (compaction,
/// aborted transactions); a gap never holds the low watermark back.
///
/// Received offsets are kept as runs of contiguous offsets. A run completed as a whole costs no memory per
/// record; a run completed piecemeal gets one bit per record.
package struct OffsetTracker: Sendable {
  /// The assignment this tracker belongs to. Work that carries another epoch is stale.
  package let epoch: Int

  /// Records received and not completed.
  package private(set) var incompleteCount = 0

  /// Bytes of the records received and not completed.
  ///
  /// The bytes of a run are spread evenly over its records and are exact once the run is complete.
  package private(set) var incompleteBytes = 0

  /// Records at or above the low watermark, complete or not: what would be delivered again after a crash now.
  package private(set) var span = 0

  private var runs: [OffsetRun] = []
  /// Index of the first live run; the completed ones before it are removed in bulk.
  private var head = 0
  private var next: Int64?

  /// Creates a tracker.
  ///
  /// - Parameters:
  ///   - epoch: The assignment epoch.
  ///   - startOffset: The position that consuming starts from, where it is known.
  package init(epoch: Int, startOffset: Int64? = nil) {
    self.epoch = epoch
    self.next = startOffset
  }

  /// The next offset to commit: the lowest incomplete offset, or the one after the last received.
  ///
  /// `nil` until something was received or a start offset was given: there is nothing to commit then.
  package var lowWatermark: Int64? {
    head < runs.count ? runs[head].lowestIncomplete : next
  }

  /// The offset up to which everything received has succeeded, or `nil` when nothing has.
  package var highestSequentialSucceeded: Int64? {
    lowWatermark.map { $0 - 1 }
  }

  /// The offset after the last one received.
  package var nextExpected: Int64? { next }

  /// Records contiguous offsets as received.
  ///
  /// - Returns: How many were new. Offsets below ``nextExpected`` were received before and are ignored.
  @discardableResult
  package mutating func received(offsets: ClosedRange<Int64>, bytes: Int) -> Int {
    var lower = offsets.lowerBound
    if let next, lower < next { lower = next }
    guard lower <= offsets.upperBound, offsets.upperBound < .max else { return 0 }
    let count = Int(offsets.upperBound - lower + 1)
    let total = Int(offsets.upperBound - offsets.lowerBound + 1)
    let accepted = count == total ? bytes : OffsetRun.share(of: bytes, part: count, whole: total)
    runs.append(OffsetRun(first: lower, count: count, bytes: accepted))
    next = offsets.upperBound + 1
    incompleteCount += count
    incompleteBytes += accepted
    span += count
    return count
  }

  /// Records ascending offsets, with or without gaps, as received.
  ///
  /// - Returns: How many were new.
  @discardableResult
  package mutating func received(offsets: [Int64], bytes: Int) -> Int {
    guard let first = offsets.first, let last = offsets.last else { return 0 }
    if last >= first, Int(last - first) == offsets.count - 1 {
      return received(offsets: first...last, bytes: bytes)
    }
    var accepted = 0
    var start = 0
    var assigned = 0
    while start < offsets.count {
      var end = start + 1
      while end < offsets.count, offsets[end] == offsets[end - 1] + 1 { end += 1 }
      let upTo = OffsetRun.share(of: bytes, part: end, whole: offsets.count)
      accepted += received(offsets: offsets[start]...offsets[end - 1], bytes: upTo - assigned)
      assigned = upTo
      start = end
    }
    return accepted
  }

  /// Notes that nothing exists between the last received offset and `offset` (the end of the partition).
  ///
  /// Without it a partition that ends in transaction markers or compacted records would never look finished.
  package mutating func caughtUp(to offset: Int64) {
    if let next, next >= offset { return }
    next = offset
  }

  /// Completes one offset.
  @discardableResult
  package mutating func complete(_ offset: Int64) -> OffsetCompletion {
    complete(offset...offset)
  }

  /// Completes every received offset in a range; offsets in gaps count as ignored.
  @discardableResult
  package mutating func complete(_ offsets: ClosedRange<Int64>) -> OffsetCompletion {
    let before = lowWatermark
    var result = OffsetCompletion()
    var index = firstRun(endingAtOrAfter: offsets.lowerBound)
    while index < runs.count, runs[index].first <= offsets.upperBound {
      let lower = max(offsets.lowerBound, runs[index].first)
      let upper = min(offsets.upperBound, runs[index].last)
      let (count, bytes) = runs[index].complete(lower...upper)
      result.completed += count
      result.bytes += bytes
      index += 1
    }
    let asked = offsets.upperBound.subtractingReportingOverflow(offsets.lowerBound)
    let total = asked.overflow || asked.partialValue == .max ? Int.max : Int(asked.partialValue) + 1
    result.ignored = total - result.completed
    settle(&result, before: before)
    return result
  }

  /// Completes offsets in any order.
  @discardableResult
  package mutating func complete(_ offsets: some Sequence<Int64>) -> OffsetCompletion {
    let before = lowWatermark
    var result = OffsetCompletion()
    // Work mostly completes near where it completed last, so the search is tried there first.
    var hint = head
    for offset in offsets {
      if hint >= runs.count || !runs[hint].contains(offset) {
        hint = firstRun(endingAtOrAfter: offset)
      }
      guard hint < runs.count, runs[hint].contains(offset) else {
        result.ignored += 1
        continue
      }
      let (count, bytes) = runs[hint].complete(offset...offset)
      result.completed += count
      result.ignored += 1 - count
      result.bytes += bytes
    }
    settle(&result, before: before)
    return result
  }

  /// Whether an offset was received and is not completed.
  package func isIncomplete(_ offset: Int64) -> Bool {
    let index = firstRun(endingAtOrAfter: offset)
    return index < runs.count && runs[index].isIncomplete(offset)
  }

  /// The incomplete offsets, ascending, at most `limit` of them.
  package func incompleteOffsets(limit: Int = .max) -> [Int64] {
    var result: [Int64] = []
    for run in runs[head...] where run.incomplete > 0 {
      for offset in run.first...run.last where run.isIncomplete(offset) {
        if result.count == limit { return result }
        result.append(offset)
      }
    }
    return result
  }

  /// Forgets every offset from `offset` on, as if it had not been received.
  ///
  /// For records that were taken from the broker but never handed to anyone.
  ///
  /// - Returns: The incomplete records and bytes that were forgotten.
  @discardableResult
  package mutating func discard(from offset: Int64) -> (count: Int, bytes: Int) {
    guard let next, offset < next else { return (0, 0) }
    var dropped = (count: 0, bytes: 0)
    while runs.count > head, let last = runs.last, last.last >= offset {
      runs.removeLast()
      dropped.count += last.incomplete
      dropped.bytes += last.incompleteBytes
      span -= last.count - last.settled
      guard last.first < offset else { continue }
      let kept = last.prefix(below: offset)
      dropped.count -= kept.incomplete
      dropped.bytes -= kept.incompleteBytes
      span += kept.count - kept.settled
      runs.append(kept)
      break
    }
    incompleteCount -= dropped.count
    incompleteBytes -= dropped.bytes
    self.next = offset
    removeCompletedRuns()
    return dropped
  }

  /// How full a window is: 0 when empty, 1 or more when nothing more should be taken.
  package func fullness(of window: OffsetWindow) -> Double {
    max(
      Double(incompleteCount) / Double(window.incomplete),
      Double(span) / Double(window.span))
  }

  /// How many more records a window admits.
  package func room(in window: OffsetWindow) -> Int {
    max(0, min(window.incomplete - incompleteCount, window.span - span))
  }

  private mutating func settle(_ result: inout OffsetCompletion, before: Int64?) {
    guard result.completed > 0 else { return }
    incompleteCount -= result.completed
    incompleteBytes -= result.bytes
    removeCompletedRuns()
    result.advancedLowWatermark = lowWatermark != before
  }

  private mutating func removeCompletedRuns() {
    while head < runs.count, runs[head].incomplete == 0 {
      span -= runs[head].count - runs[head].settled
      runs[head] = OffsetRun(first: 0, count: 0, bytes: 0)
      head += 1
    }
    if head < runs.count {
      span -= runs[head].settle()
    }
    if head == runs.count {
      runs.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= runs.count {
      runs.removeSubrange(0..<head)
      head = 0
    }
  }

  private func firstRun(endingAtOrAfter offset: Int64) -> Int {
    var low = head
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].last < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
