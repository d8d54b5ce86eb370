package import Inspection

/// How the selected items of a checklist are cut into tasks, the same for every inspection of a campaign.
package struct TaskLayout: Sendable, Hashable {
  /// The items of one task.
  package struct Part: Sendable, Hashable {
    package var lane: Lane
    /// Ascending.
    package var items: [Range<Int>]
    /// Probes decide all of them, unless something was observed.
    package var hasProbes: Bool
    /// The items whose observations travel along, since conditions ask them; ascending.
    package var referenced: [Int]

    package init(lane: Lane, items: [Range<Int>], hasProbes: Bool = false, referenced: [Int] = []) {
      self.lane = lane
      self.hasProbes = hasProbes
      self.items = items
      self.referenced = referenced
    }
  }

  package let parts: [Part]

  /// - Parameters:
  ///   - items: ranges of item indexes, ascending.
  ///   - checksPerTask: at least 1.
  ///   - references: which of the checklist's items ask which others; nil for none.
  package init(
    checklist: Checklist, items: [Range<Int>], checksPerTask: Int, references: ItemReferences? = nil
  ) {
    let selected = items.flatMap { $0 }
    // Tasks of their own for probes: what was observed must not wait for them.
    let kinds: [(lane: Lane, isProbed: Bool)] = [
      (.urgent, false), (.urgent, true), (.bulk, false), (.bulk, true),
    ]
    parts = kinds.flatMap { kind in
      let items = selected.filter { index in
        let item = checklist.items[index]
        return item.isRedLine == (kind.lane == .urgent) && (item.probe != nil) == kind.isProbed
      }
      return Self.cut(items, checksPerTask).map { ranges in
        Part(
          lane: kind.lane, items: ranges, hasProbes: kind.isProbed,
          referenced: references?.needed(by: ranges.joined()) ?? [])
      }
    }
  }

  private static func cut(_ items: [Int], _ size: Int) -> [[Range<Int>]] {
    stride(from: 0, to: items.count, by: max(1, size)).map { start in
      ranges(of: items[start..<min(items.count, start + max(1, size))])
    }
  }

  private static func ranges(of items: ArraySlice<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for item in items {
      if let last = ranges.last, last.upperBound == item {
        ranges[ranges.count - 1] = last.lowerBound..<item + 1
      } else {
        ranges.append(item..<item + 1)
      }
    }
    return ranges
  }
}
