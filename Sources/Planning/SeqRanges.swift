/// Some seqs of a campaign, as ascending ranges with gaps between them.
package struct SeqRanges: Sendable, Hashable {
  package private(set) var ranges: [Range<UInt64>] = []

  package init() {}

  package init(_ range: Range<UInt64>) {
    add(range)
  }

  /// How many seqs there are.
  package var count: UInt64 { ranges.reduce(0) { $0 + UInt64($1.count) } }
  package var isEmpty: Bool { ranges.isEmpty }

  /// - Precondition: it does not begin before the last one added ends; what overlaps is left out.
  package mutating func add(_ range: Range<UInt64>) {
    let start = max(range.lowerBound, ranges.last?.upperBound ?? 0)
    guard start < range.upperBound else { return }
    if let last = ranges.last, last.upperBound == start {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(start..<range.upperBound)
    }
  }

  /// The first ranges in words, such as `0-41, 77 and 3 more ranges`.
  package func text(atMost limit: Int = 20) -> String {
    let shown = ranges.prefix(limit).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
    }
    let more = ranges.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more range\(more == 1 ? "" : "s")" : "")
  }

  /// Tells of seqs that are asked in ascending order whether they are there.
  package struct Cursor: Sendable {
    private var rest: ArraySlice<Range<UInt64>>

    package init(_ ranges: SeqRanges) {
      rest = ranges.ranges[...]
    }

    package mutating func contains(_ seq: UInt64) -> Bool {
      while let range = rest.first, seq >= range.upperBound { rest.removeFirst() }
      return rest.first?.contains(seq) ?? false
    }
  }
}
