import Inspection

/// What the records say of one site, before it is sorted into inspections. Reused from site to site.
struct SiteObservations {
  /// One item, named once.
  struct Entry {
    var item: Int32
    /// The position among `groups`.
    var group: Int32
    var line: UInt32
    var source: Int32
    /// In milliseconds; `stillOpen` where the record has none.
    var acceptedAt: Int64 = Self.stillOpen
    /// The position among `evidence`, or -1.
    var evidence: Int32 = -1
    var value: ObservationValue?

    static let stillOpen = Int64.min
  }

  /// What belongs to one inspection.
  struct Group {
    var id: String
    var line: UInt32
    var source: Int32
    var observedAt: DateText.LocalMoment?
    var inspectors: [String] = []
    var rowCount = 0
    var entryCount = 0
    /// Whether any row of it tells more than values.
    var hasExtras = false
    /// Whether its rows do not agree on the day.
    var isOfSeveralDays = false
  }

  private(set) var groups: [Group] = []
  private(set) var entries: [Entry] = []
  private(set) var evidence: [[String]] = []
  private var groupByID: [String: Int] = [:]
  private var lastID: [UInt8] = []
  private var lastGroup = -1

  mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    evidence.removeAll(keepingCapacity: true)
    if !groupByID.isEmpty { groupByID.removeAll(keepingCapacity: true) }
    lastGroup = -1
  }

  /// The inspection with that id, new if it is the first time.
  mutating func group(_ id: UnsafeRawBufferPointer, line: Int, source: Int32) -> Int {
    if lastGroup >= 0, lastID.withUnsafeBytes({ id.equals($0) }) { return lastGroup }
    lastID.removeAll(keepingCapacity: true)
    lastID.append(contentsOf: id)
    let name = String(decoding: id, as: UTF8.self)
    if let known = groupByID[name] {
      lastGroup = known
    } else {
      lastGroup = groups.count
      groupByID[name] = lastGroup
      groups.append(Group(id: name, line: UInt32(clamping: line), source: source))
    }
    return lastGroup
  }

  /// Adds what a row says of its inspection as a whole.
  mutating func addRow(to group: Int, observedAt: DateText.LocalMoment?, inspector: UnsafeRawBufferPointer) {
    groups[group].rowCount += 1
    if let observedAt, let known = groups[group].observedAt, known.day != observedAt.day {
      groups[group].isOfSeveralDays = true
    }
    if let observedAt, groups[group].observedAt.map(observedAt.isLater(than:)) ?? true {
      groups[group].observedAt = observedAt
    }
    guard !inspector.isEmpty else { return }
    if var last = groups[group].inspectors.last {
      let isSame = last.withUTF8 { inspector.equals(UnsafeRawBufferPointer($0)) }
      if isSame { return }
    }
    let name = String(decoding: inspector, as: UTF8.self)
    if !groups[group].inspectors.contains(name) { groups[group].inspectors.append(name) }
  }

  /// Adds an entry whose inspection is not known yet.
  @inline(__always)
  mutating func addUnassigned(_ entry: Entry) { entries.append(entry) }

  /// Drops entries that were added without an inspection.
  mutating func removeEntries(from first: Int) { entries.removeSubrange(first...) }

  /// Changes when the rectification of an entry was accepted.
  mutating func setAcceptedAt(_ milliseconds: Int64, at position: Int) {
    entries[position].acceptedAt = milliseconds
  }

  @inline(__always)
  mutating func add(_ entry: Entry) {
    groups[Int(entry.group)].entryCount += 1
    if entry.acceptedAt != Entry.stillOpen || entry.evidence >= 0 {
      groups[Int(entry.group)].hasExtras = true
    }
    entries.append(entry)
  }

  /// Gives the entries from `first` on, which were appended before their inspection was known, to `group`.
  mutating func assign(from first: Int, to group: Int) {
    for position in first..<entries.count { entries[position].group = Int32(group) }
    groups[group].entryCount += entries.count - first
  }

  /// - Returns: the position for an entry's `evidence`.
  mutating func add(evidence references: [String]) -> Int32 {
    evidence.append(references)
    return Int32(clamping: evidence.count - 1)
  }

  /// Adds to an entry that is there already what the record says of it elsewhere.
  mutating func extend(_ position: Int, acceptedAt: Timestamp? = nil, evidence references: [String] = []) {
    if let acceptedAt { entries[position].acceptedAt = acceptedAt.milliseconds }
    if !references.isEmpty {
      evidence.append(references)
      entries[position].evidence = Int32(clamping: evidence.count - 1)
    }
    groups[Int(entries[position].group)].hasExtras = true
  }
}
