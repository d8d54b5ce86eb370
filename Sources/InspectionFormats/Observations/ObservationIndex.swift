import Inspection

/// Where the observations of each site stand in the files.
///
/// Rows that follow each other in a file and belong to one site are one run. Runs are plain values in one
/// array, 24 bytes each, so that even records in random order can be indexed.
struct ObservationIndex: Sendable {
  struct Run: Sendable {
    var offset: Int
    var length: UInt32
    /// The line that the run begins on.
    var line: UInt32
    /// The position among the selected sites.
    var site: Int32
    /// The position among the sources.
    var source: Int32
  }

  /// A longer row is refused; a longer run is split.
  static let maximumRowLength = 64 << 20

  private(set) var sources: [ObservationSource] = []
  private(set) var runs: [Run] = []
  private(set) var rowCount = 0
  /// Of selected sites.
  private(set) var latest: DateText.LocalMoment?

  /// - Returns: the position of `source`, for `addRow`.
  mutating func add(_ source: ObservationSource) -> Int32 {
    sources.append(source)
    return Int32(sources.count - 1)
  }

  mutating func addRow(site: Int, source: Int32, offset: Int, end: Int, line: Int) {
    rowCount += 1
    let length = end - offset
    if let last = runs.last, last.site == Int32(site), last.source == source,
      last.offset + Int(last.length) == offset, Int(last.length) + length <= Self.maximumRowLength
    {
      runs[runs.count - 1].length += UInt32(length)
      return
    }
    runs.append(
      Run(
        offset: offset, length: UInt32(length), line: UInt32(clamping: line), site: Int32(site),
        source: source))
  }

  mutating func see(_ moment: DateText.LocalMoment) {
    if latest.map(moment.isLater(than:)) ?? true { latest = moment }
  }

  /// Brings the runs into the order of sites.
  mutating func finish() {
    func key(_ run: Run) -> (Int32, Int32, Int) { (run.site, run.source, run.offset) }
    let isSorted = zip(runs, runs.dropFirst()).allSatisfy { key($0) <= key($1) }
    if !isSorted { runs.sort { key($0) < key($1) } }
  }
}
