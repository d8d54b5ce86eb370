import Kafka
import Testing
import WorkQueue

@Suite struct DeliveryStateTests {
  private let urgent = TopicPartition(topic: "urgent", partition: 0)
  private let bulk = TopicPartition(topic: "bulk", partition: 0)
  private let bulkToo = TopicPartition(topic: "bulk", partition: 1)

  private func batch(_ partition: TopicPartition, _ epoch: Int, _ offsets: Range<Int64>) -> RecordBatch {
    RecordBatch(
      topicPartition: partition, epoch: epoch, firstOffset: offsets.lowerBound,
      records: offsets.map { (key: nil, value: Array("v\($0)".utf8)) })
  }

  private func state(commits: Bool = false, _ change: (inout ConsumerOptions) -> Void = { _ in })
    -> DeliveryState
  {
    var options = ConsumerOptions()
    options.topics["bulk"] = TopicOptions()
    options.topics["bulk"]?.maxRecords = 100
    options.topics["bulk"]?.maxBatchRecords = 50
    change(&options)
    return DeliveryState(options: options, commits: commits)
  }

  @Test func oneTopicsCreditIsNoneOfAnothers() {
    var state = state()
    let epochs = [urgent, bulk, bulkToo].map { state.assign($0, start: .offset(0)) }
    state.received(batch(bulk, epochs[1], 0..<100))
    #expect(state.credit(for: bulk).records == 0)
    #expect(state.credit(for: urgent).records == 1000)
    // A partition with nothing in flight is never shut out.
    #expect(state.credit(for: bulkToo).records == 50)
    state.received(batch(bulkToo, epochs[2], 0..<50))
    #expect(state.credit(for: bulkToo).records == 0)
    #expect(state.totalCount == 150)
    _ = state.complete(bulk, epoch: epochs[1]) { $0.complete(0...99) }
    #expect(state.credit(for: bulk).records == 50)
    state.fence([bulkToo])
    #expect(state.totalCount == 0)
  }

  /// What is done and not committed would be done again after a crash: it counts as what is not done.
  @Test func whatIsNotCommittedHoldsRoomInTheWindow() {
    var state = state(commits: true) { $0.topics["bulk"]?.window = OffsetWindow(incomplete: 100, span: 100) }
    let epoch = state.assign(bulk, start: .committed)
    for first in [500, 550] as [Int64] {
      state.received(batch(bulk, epoch, first..<(first + 50)))
      _ = state.complete(bulk, epoch: epoch) { $0.complete(first...(first + 49)) }
    }
    #expect(state.totalCount == 0)
    #expect(state.credit(for: bulk).records == 0)
    #expect(state.wantsCommit)
    state.committed(bulk, epoch: epoch, offset: 580)
    #expect(state.credit(for: bulk).records == 50)
    #expect(state.credit(for: bulk).records <= 80)
  }

  @Test func nobodyWaitsForWhatIsGivenBack() {
    var state = state()
    let epoch = state.assign(bulk, start: .offset(0))
    state.received(batch(bulk, epoch, 0..<10))
    state.giveBack(bulk, epoch: epoch, count: 4)
    #expect(state.awaitedCount(of: [bulk]) == 6)
    _ = state.complete(bulk, epoch: epoch) { $0.complete(0...5) }
    #expect(state.awaitedCount(of: [bulk]) == 0)
  }

  @Test func batchesComeInTheOrderOfArrivalWithinWhatIsAskedFor() {
    var state = state()
    let epochs = [urgent, bulk].map { state.assign($0, start: .offset(0)) }
    state.received(batch(bulk, epochs[1], 0..<10))
    state.received(batch(urgent, epochs[0], 0..<10))
    state.received(batch(bulk, epochs[1], 10..<20))
    #expect(state.takeBatch(of: ["urgent", "other"])?.topic == "urgent")
    #expect(state.takeBatch(of: ["urgent"]) == nil)
    #expect(state.takeBatch()?.offsets == Array(0..<10))
    #expect(state.takeBatch(of: ["urgent", "bulk"])?.offsets == Array(10..<20))
    #expect(state.takeBatch() == nil)
  }

  @Test func revocationTakesBackWhatNobodyHasSeen() {
    var state = state()
    let epochs = [urgent, bulk].map { state.assign($0, start: .offset(0)) }
    for first in [0, 10, 20] as [Int64] { state.received(batch(bulk, epochs[1], first..<(first + 10))) }
    state.received(batch(urgent, epochs[0], 0..<10))
    #expect(state.takeBatch(of: ["bulk"])?.firstOffset == 0)
    state.beginRevoking([bulk])
    #expect(state.awaitedCount(of: [bulk]) == 10)
    #expect(state.credit(for: bulk).records == 0)
    #expect(state.takeBatch(of: ["bulk"]) == nil)
    #expect(state.takeBatch(of: ["urgent"])?.count == 10)
    #expect(state.status()[bulk]?.nextExpected == 10)
  }

  @Test func heldRecordsAreNotWaitedFor() {
    var state = state { $0.topics["bulk"]?.isHeld = true }
    let epochs = [urgent, bulk].map { state.assign($0, start: .offset(0)) }
    state.received(batch(urgent, epochs[0], 0..<7))
    state.received(batch(bulk, epochs[1], 0..<10))
    #expect(state.awaitedCount(of: [urgent, bulk]) == 7)
    #expect(state.complete(bulk, epoch: epochs[1]) { $0.complete([9, 3, 0]) } != .stale)
    #expect(state.status()[bulk]?.lowestIncomplete == 1)
    state.fence([bulk])
    #expect(state.complete(bulk, epoch: epochs[1]) { $0.complete([1]) } == .stale)
    #expect(state.staleCompletions == 1)
  }

  @Test func offsetsThatGoBackBeginAnEpoch() throws {
    var state = state()
    let epoch = state.assign(bulk, start: .offset(40))
    state.received(batch(bulk, epoch, 40..<50))
    let ahead = state.beginEpoch(ifWentBack: batch(bulk, epoch, 50..<60))
    #expect(ahead == nil)
    let begun = state.beginEpoch(ifWentBack: batch(bulk, epoch, 0..<10))
    let next = try #require(begun)
    #expect(!state.isCurrent(bulk, epoch: epoch))
    #expect(state.totalCount == 0)
    #expect(state.takeBatch() == nil)
    state.received(batch(bulk, next, 0..<10))
    #expect(state.status()[bulk]?.lowWatermark == 0)
  }
}
