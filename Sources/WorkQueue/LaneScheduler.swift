/// Decides which lane's work the next free slot takes.
///
/// A lane's reserved slots are never used by another. The others are shared: among the lanes that have work in the
/// proportion of their weights, by smooth weighted round robin, so that a lane of small weight is served between
/// the pieces of the others and not after them.
package struct LaneScheduler<Lane: Hashable & Sendable>: Sendable {
  private struct Entry {
    let lane: Lane
    let weight: Int
    var reserved: Int
    var running = 0
    /// How far the lane is behind its share; only while it has work.
    var credit = 0

    var hasReservedSlot: Bool { running < reserved }
    /// Shared slots that the lane holds.
    var borrowed: Int { max(0, running - reserved) }
  }

  private var entries: [Entry]
  private let sharedSlots: Int

  /// Creates a scheduler with all slots free.
  ///
  /// - Parameters:
  ///   - slots: At least 1.
  ///   - lanes: Each with its weight (at least 1) and the slots reserved for it. Where more are reserved than there
  ///     are, later lanes go short; one slot is shared when a lane has none of its own.
  package init(slots: Int, lanes: [(lane: Lane, weight: Int, reserved: Int)]) {
    var free = max(1, slots)
    entries = []
    for (lane, weight, wanted) in lanes {
      let reserved = min(max(0, wanted), free)
      free -= reserved
      entries.append(Entry(lane: lane, weight: max(1, weight), reserved: reserved))
    }
    // A lane without a slot of its own lives on what is shared.
    if free == 0, entries.contains(where: { $0.reserved == 0 }),
      let last = entries.lastIndex(where: { $0.reserved > 0 })
    {
      entries[last].reserved -= 1
      free = 1
    }
    sharedSlots = free
  }

  /// Work that was granted and has not finished.
  package var running: Int { entries.reduce(0) { $0 + $1.running } }

  /// Grants a slot to a lane, until ``finished(_:)``.
  ///
  /// - Parameter waiting: The lanes that have work.
  /// - Returns: `nil` when none of them may start any now.
  package mutating func next(waiting: Set<Lane>) -> Lane? {
    for index in entries.indices where !waiting.contains(entries[index].lane) { entries[index].credit = 0 }
    let candidates = entries.indices.filter { waiting.contains(entries[$0].lane) }
    // A reserved slot is of no use to anybody else, so it is given away first, and for nothing.
    if let index = candidates.first(where: { entries[$0].hasReservedSlot }) { return grant(index) }
    guard entries.reduce(0, { $0 + $1.borrowed }) < sharedSlots else { return nil }
    for index in candidates { entries[index].credit += entries[index].weight }
    let richest = candidates.max { entries[$0].credit < entries[$1].credit }
    guard let richest else { return nil }
    entries[richest].credit -= candidates.reduce(0) { $0 + entries[$1].weight }
    return grant(richest)
  }

  /// Gives a slot back.
  package mutating func finished(_ lane: Lane) {
    guard let index = entries.firstIndex(where: { $0.lane == lane }), entries[index].running > 0 else {
      return
    }
    entries[index].running -= 1
  }

  private mutating func grant(_ index: Int) -> Lane {
    entries[index].running += 1
    return entries[index].lane
  }
}
