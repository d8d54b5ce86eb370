import Inspection
import Planning
import TestSupport
import Testing

@Suite struct TaskSpoolTests {
  @Test func givesBackWhatItTookInOrder() throws {
    var random = SeededGenerator(seed: 1)
    let spool = try TaskSpool()
    // Sizes around the spool's own buffer too.
    let sizes =
      [0, 1, 5, 1 << 20, (1 << 20) - 5, 3 << 20]
      + (0..<500).map { _ in
        Int.random(in: 0..<9_000, using: &random)
      }
    let records = sizes.map { size in
      (lane: Lane.allCases[size % 3], bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &+ size) })
    }
    for record in records { try spool.append(record.bytes, lane: record.lane) }
    var reader = try spool.makeReader()
    for record in records {
      let next = try #require(try reader.next())
      #expect(next.lane == record.lane)
      #expect(next.bytes == record.bytes)
    }
    #expect(try reader.next() == nil)
  }

  @Test func anEmptySpoolHasNoTasks() throws {
    var reader = try TaskSpool().makeReader()
    #expect(try reader.next() == nil)
  }
}
