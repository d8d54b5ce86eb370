import Inspection
import Planning
import TestSupport
import Testing
import Wire

@Suite struct TaskSelectionTests {
  @Test(arguments: 0..<40) func rangesHoldWhatASetWouldHold(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ranges = SeqRanges()
    var set: Set<UInt64> = []
    var next: UInt64 = 0
    while next < 200 {
      let start = next + UInt64.random(in: 0...5, using: &random)
      let end = start + UInt64.random(in: 0...6, using: &random)
      ranges.add(start..<end)
      set.formUnion(start..<end)
      next = end
    }
    var cursor = SeqRanges.Cursor(ranges)
    #expect((0..<220).filter { cursor.contains($0) } == set.sorted())
    #expect(ranges.count == UInt64(set.count))
    for (a, b) in zip(ranges.ranges, ranges.ranges.dropFirst()) { #expect(a.upperBound < b.lowerBound) }
  }

  @Test func overlapsAreCountedOnce() {
    var ranges = SeqRanges(0..<5)
    ranges.add(3..<8)
    ranges.add(4..<6)
    #expect(ranges == SeqRanges(0..<8))
  }

  @Test func rangesAreToldInWords() {
    var ranges = SeqRanges(0..<42)
    ranges.add(77..<78)
    ranges.add(90..<92)
    #expect(ranges.text() == "0-41, 77, 90-91")
    #expect(ranges.text(atMost: 2) == "0-41, 77 and 1 more range")
    #expect(SeqRanges().text() == "")
  }

  @Test func onlyWhatIsWantedIsTakenAndDeadOnesGetTheirGeneration() throws {
    let tasks = (0..<6).map { seq in
      InspectionTask(
        campaign: "c", seq: UInt64(seq), site: SiteReference(id: "s", type: "t", region: "r"),
        inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0)),
        items: [0..<1], observations: columns())
    }
    let spool = try TaskSpool()
    for task in tasks { try spool.append(try TaskCodec.encode(task), lane: task.seq == 4 ? .urgent : .bulk) }
    var wanted = SeqRanges(1..<2)
    wanted.add(4..<6)
    var selection = TaskSelection(
      try spool.makeReader(), seqs: wanted, anew: SeqRanges(2..<3), generation: 7)
    var taken: [TaskSelection.Selected] = []
    while let task = try selection.next() { taken.append(task) }
    #expect(taken.map(\.seq) == [1, 2, 4, 5])
    #expect(taken.map(\.lane) == [.bulk, .bulk, .urgent, .bulk])
    for selected in taken {
      var expected = tasks[Int(selected.seq)]
      if selected.seq == 2 { expected.generation = 7 }
      #expect(try selected.bytes.withUnsafeBytes { try TaskCodec.decode($0) } == expected)
    }
  }

  private func columns() -> ObservationColumns {
    var columns = ObservationColumns()
    columns.append(.boolean(true))
    return columns
  }
}
