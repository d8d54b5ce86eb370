import TestSupport
import Testing
import WorkQueue

@Suite struct LaneSchedulerTests {
  private enum Lane: CaseIterable { case urgent, bulk, long }

  private func scheduler(
    slots: Int, _ urgent: (Int, Int) = (6, 1), _ bulk: (Int, Int) = (3, 0), _ long: (Int, Int) = (1, 0)
  ) -> LaneScheduler<Lane> {
    LaneScheduler(
      slots: slots,
      lanes: [
        (lane: .urgent, weight: urgent.0, reserved: urgent.1),
        (lane: .bulk, weight: bulk.0, reserved: bulk.1),
        (lane: .long, weight: long.0, reserved: long.1),
      ])
  }

  /// Grants one slot after the other, each given back at once.
  private func turns(_ count: Int, _ scheduler: inout LaneScheduler<Lane>, waiting: Set<Lane>) -> [Lane] {
    (0..<count).compactMap { _ in
      guard let lane = scheduler.next(waiting: waiting) else { return nil }
      scheduler.finished(lane)
      return lane
    }
  }

  @Test func nobodyTakesAReservedSlot() {
    var scheduler = scheduler(slots: 3)
    let grants = (0..<4).map { _ in scheduler.next(waiting: [.bulk, .long]) }
    let granted: [Bool] = grants.map { $0 != nil }
    #expect(granted == [true, true, false, false])
    let urgent = (0..<2).map { _ in scheduler.next(waiting: [.urgent, .bulk]) }
    #expect(urgent == [.urgent, nil])
    #expect(scheduler.running == 3)
  }

  @Test func sharedSlotsFollowTheWeights() {
    var scheduler = scheduler(slots: 1, (6, 0))
    let grants = turns(1000, &scheduler, waiting: Set(Lane.allCases))
    let counts: [Int] = Lane.allCases.map { lane in grants.count { $0 == lane } }
    #expect(counts == [600, 300, 100])
    // Smoothly: the small lane comes once in every ten.
    for start in stride(from: 0, to: 1000, by: 10) {
      let longs: Int = grants[start..<(start + 10)].count { $0 == Lane.long }
      #expect(longs == 1)
    }
  }

  @Test func idleLanesSaveNothingUp() {
    var scheduler = scheduler(slots: 1, (1, 0), (1, 0))
    _ = turns(100, &scheduler, waiting: [.bulk])
    let grants = turns(10, &scheduler, waiting: [.urgent, .bulk])
    let urgent: Int = grants.count { $0 == Lane.urgent }
    #expect(urgent == 5)
  }

  @Test func fewSlotsStillServeEveryLane() {
    for slots in -1...4 {
      var scheduler = scheduler(slots: slots, (1, 1), (1, 1), (1, 1))
      for lane in Lane.allCases {
        let grants = turns(1, &scheduler, waiting: [lane])
        #expect(grants == [lane])
      }
    }
  }

  @Test func unknownLanesAreLeftAlone() {
    var scheduler = LaneScheduler<String>(slots: 2, lanes: [(lane: "a", weight: 0, reserved: -3)])
    let grants = [scheduler.next(waiting: ["b"]), scheduler.next(waiting: ["a", "b"])]
    #expect(grants == [nil, "a"])
    scheduler.finished("b")
    scheduler.finished("a")
    scheduler.finished("a")
    #expect(scheduler.running == 0)
  }

  /// Random arrivals and endings: reservations hold, no slot is idle that somebody might use, nobody starves.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func keepsItsPromises(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let slots = Int.random(in: 1...12, using: &random)
    var lanes: [(lane: Int, weight: Int, reserved: Int)] = []
    for lane in 0..<Int.random(in: 1...5, using: &random) {
      let weight = Int.random(in: 1...9, using: &random)
      let reserved = Int.random(in: 0...2, using: &random)
      lanes.append((lane: lane, weight: weight, reserved: reserved))
    }
    let reserved: Int = lanes.map(\.reserved).reduce(0, +)
    let haveAllTheirOwn: Bool = lanes.allSatisfy { $0.reserved > 0 }
    let areHonoured: Bool = reserved < slots || (reserved == slots && haveAllTheirOwn)
    let weights: Int = lanes.map(\.weight).reduce(0, +)
    var scheduler = LaneScheduler(slots: slots, lanes: lanes)
    var running = [Int](repeating: 0, count: lanes.count)
    var isWaiting = [Bool](repeating: false, count: lanes.count)
    /// Shared grants that went to others while a lane waited for one.
    var passedOver = [Int](repeating: 0, count: lanes.count)

    func freeReserved(_ lane: Int) -> Int { max(0, lanes[lane].reserved - running[lane]) }

    for _ in 0..<2_000 {
      for lane in isWaiting.indices where Int.random(in: 0..<4, using: &random) == 0 {
        isWaiting[lane] = true
      }
      let waiting = Set(isWaiting.indices.filter { isWaiting[$0] })
      var borrowed = 0
      for lane in running.indices { borrowed += max(0, running[lane] - lanes[lane].reserved) }
      let granted = scheduler.next(waiting: waiting)
      if let granted {
        #expect(waiting.contains(granted))
        let isShared = freeReserved(granted) == 0
        running[granted] += 1
        #expect(running.reduce(0, +) <= slots)
        if isShared, areHonoured {
          #expect(borrowed < slots - reserved)
          for lane in waiting where lane != granted { passedOver[lane] += 1 }
        }
        passedOver[granted] = 0
        if Bool.random(using: &random) { isWaiting[granted] = false }
      } else if areHonoured {
        let idle = waiting.filter { freeReserved($0) > 0 }
        #expect(idle.isEmpty)
        let isFull: Bool = borrowed >= slots - reserved
        #expect(isFull || waiting.isEmpty)
      }
      for lane in waiting where areHonoured {
        let bound: Int = 2 * (weights / lanes[lane].weight + lanes.count)
        #expect(passedOver[lane] <= bound)
      }
      let busy = running.indices.filter { running[$0] > 0 }
      if let lane = busy.randomElement(using: &random), granted == nil || Bool.random(using: &random) {
        running[lane] -= 1
        scheduler.finished(lane)
      }
      #expect(scheduler.running == running.reduce(0, +))
    }
  }
}
