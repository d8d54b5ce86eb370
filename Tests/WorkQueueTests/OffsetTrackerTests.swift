import TestSupport
import Testing
import WorkQueue

@Suite struct OffsetTrackerTests {
  @Test func startsWithNothingToCommit() {
    let tracker = OffsetTracker(epoch: 1)
    #expect(tracker.lowWatermark == nil)
    #expect(tracker.incompleteCount == 0)
    #expect(OffsetTracker(epoch: 1, startOffset: 7).lowWatermark == 7)
  }

  @Test func lowWatermarkWaitsForTheLowestIncomplete() {
    var tracker = OffsetTracker(epoch: 1)
    tracker.received(offsets: 10...19, bytes: 100)
    #expect(tracker.complete(11...19).advancedLowWatermark == false)
    #expect(tracker.lowWatermark == 10)
    #expect(tracker.span == 10)
    let last = tracker.complete(10)
    #expect(last.advancedLowWatermark)
    #expect(tracker.lowWatermark == 20)
    #expect(tracker.highestSequentialSucceeded == 19)
    #expect(tracker.span == 0)
    #expect(tracker.incompleteBytes == 0)
  }

  @Test func gapsDoNotHoldTheLowWatermarkBack() {
    var tracker = OffsetTracker(epoch: 1)
    tracker.received(offsets: [3, 4, 9, 1_000_000], bytes: 40)
    tracker.complete(3...4)
    #expect(tracker.lowWatermark == 9)
    tracker.complete([1_000_000, 9])
    #expect(tracker.lowWatermark == 1_000_001)
    tracker.caughtUp(to: 1_000_005)
    #expect(tracker.lowWatermark == 1_000_005)
  }

  @Test func repeatedAndUnknownCompletionsAreReported() {
    var tracker = OffsetTracker(epoch: 1)
    tracker.received(offsets: [0, 1, 5], bytes: 3)
    #expect(tracker.complete(1).completed == 1)
    #expect(tracker.complete(1).ignored == 1)
    #expect(tracker.complete(99).ignored == 1)
    #expect(tracker.complete(-5).ignored == 1)
    let all = tracker.complete(Int64.min...Int64.max)
    #expect(all.completed == 2)
    #expect(tracker.incompleteCount == 0)
  }

  @Test func offsetsReceivedAgainAreIgnored() {
    var tracker = OffsetTracker(epoch: 1)
    #expect(tracker.received(offsets: 0...9, bytes: 10) == 10)
    #expect(tracker.received(offsets: 5...14, bytes: 10) == 5)
    #expect(tracker.received(offsets: 0...3, bytes: 10) == 0)
    #expect(tracker.incompleteCount == 15)
  }

  @Test func windowCountsIncompleteAndSpan() {
    var tracker = OffsetTracker(epoch: 1)
    let window = OffsetWindow(incomplete: 10, span: 20)
    tracker.received(offsets: 0...9, bytes: 10)
    #expect(tracker.room(in: window) == 0)
    #expect(tracker.fullness(of: window) == 1)
    tracker.complete(1...9)
    #expect(tracker.room(in: window) == 9)
    tracker.received(offsets: 10...18, bytes: 9)
    tracker.complete(10...18)
    #expect(tracker.room(in: window) == 1)
    tracker.complete(0)
    #expect(tracker.room(in: window) == 10)
  }

  @Test func discardedOffsetsAreAsIfNeverReceived() {
    var tracker = OffsetTracker(epoch: 1)
    tracker.received(offsets: 0...99, bytes: 100)
    tracker.complete(0...9)
    tracker.complete(60)
    let dropped = tracker.discard(from: 50)
    #expect(dropped.count == 49)
    #expect(tracker.incompleteCount == 40)
    #expect(tracker.nextExpected == 50)
    tracker.complete(10...49)
    #expect(tracker.lowWatermark == 50)
    #expect(tracker.incompleteBytes == 0)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func agreesWithTheNaiveModel(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var tracker = OffsetTracker(epoch: 1)
    var naive = NaiveTracker()
    var top: Int64 = .random(in: 0...100, using: &random)
    for _ in 0..<80 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<4:
        var offsets: [Int64] = []
        let gappy = Bool.random(using: &random)
        for _ in 0..<Int.random(in: 1...150, using: &random) {
          if gappy, Int.random(in: 0..<10, using: &random) == 0 {
            top += .random(in: 1...200, using: &random)
          }
          offsets.append(top)
          top += 1
        }
        #expect(tracker.received(offsets: offsets, bytes: offsets.count * 7) == naive.receive(offsets))
      case 4..<6:
        let offsets = naive.incomplete.shuffled(using: &random).prefix(20) + [top + 5, 0]
        let expected = naive.complete(Array(offsets))
        let result = tracker.complete(Array(offsets))
        #expect(result.completed == expected.completed)
        #expect(result.ignored == expected.ignored)
        #expect(result.advancedLowWatermark == expected.advanced)
      case 6..<10:
        let lower = (naive.lowWatermark ?? 0) + .random(in: -5...100, using: &random)
        let range = lower...(lower + .random(in: 0...120, using: &random))
        let expected = naive.complete(Array(range))
        let result = tracker.complete(range)
        #expect(result.completed == expected.completed)
        #expect(result.ignored == expected.ignored)
        #expect(result.advancedLowWatermark == expected.advanced)
      case 10:
        guard let low = naive.lowWatermark, let next = naive.next, low < next else { continue }
        let offset = Int64.random(in: low...next, using: &random)
        naive.discard(from: offset)
        tracker.discard(from: offset)
        top = naive.next ?? top
      default:
        let offset = top + .random(in: 0...3, using: &random)
        naive.caughtUp(to: offset)
        tracker.caughtUp(to: offset)
        top = max(top, offset)
      }
      #expect(tracker.lowWatermark == naive.lowWatermark)
      #expect(tracker.nextExpected == naive.next)
      #expect(tracker.incompleteCount == naive.incomplete.count)
      #expect(tracker.span == naive.span)
      #expect(tracker.incompleteOffsets() == naive.incomplete.sorted())
      #expect((tracker.incompleteBytes == 0) == naive.incomplete.isEmpty)
    }
    _ = tracker.complete(Int64.min...Int64.max)
    #expect(tracker.incompleteBytes == 0)
    #expect(tracker.span == 0)
  }
}
