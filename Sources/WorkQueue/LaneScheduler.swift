package struct LaneScheduler<Lane: Hashable & Sendable>: Sendable {
  private var lanes: [(lane: Lane, weight: Int, reserved: Int)]
  private let slots: Int
  private var used: [Lane: Int] = [:]
  package init(slots: Int, lanes: [(lane: Lane, weight: Int, reserved: Int)]) {
    self.slots = slots
    self.lanes = lanes
  }
  package mutating func next(waiting: Set<Lane>) -> Lane? {
    let reservedLeft = lanes.reduce(0) { $0 + max(0, $1.reserved - (used[$1.lane] ?? 0)) }
    let free = slots - used.values.reduce(0, +)
    guard free > 0 else { return nil }
    for lane in lanes where waiting.contains(lane.lane) {
      let mine = max(0, lane.reserved - (used[lane.lane] ?? 0))
      if mine > 0 || free > reservedLeft {
        used[lane.lane, default: 0] += 1
        return lane.lane
      }
    }
    return nil
  }
  package mutating func finished(_ lane: Lane) { used[lane, default: 1] -= 1 }
}
