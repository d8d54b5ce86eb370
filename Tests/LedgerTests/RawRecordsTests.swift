import Ledger
import TestSupport
import Testing

@Suite struct RawRecordsTests {
  private struct Record: Equatable {
    var offset: Int64
    var key: [UInt8]?
    var value: [UInt8]?
  }

  private func pack(_ records: [Record]) -> RawRecords {
    var raw = RawRecords()
    func append(_ record: Record, key: UnsafeRawBufferPointer?) {
      guard let value = record.value else { return raw.append(offset: record.offset, key: key, value: nil) }
      value.withUnsafeBytes { raw.append(offset: record.offset, key: key, value: $0) }
    }
    for record in records {
      if let key = record.key {
        key.withUnsafeBytes { append(record, key: $0) }
      } else {
        append(record, key: nil)
      }
    }
    return raw
  }

  private func unpack(_ raw: RawRecords) throws -> [Record] {
    var cursor = raw.makeCursor()
    var records: [Record] = []
    while let record = try cursor.next() {
      records.append(
        Record(
          offset: record.offset, key: record.key.map { Array(raw.bytes[$0]) },
          value: record.value.map { Array(raw.bytes[$0]) }))
    }
    return records
  }

  @Test func recordsComeBackAsTheyWere() throws {
    var random = SeededGenerator(seed: 1)
    func bytes(_ random: inout SeededGenerator) -> [UInt8]? {
      guard Int.random(in: 0..<5, using: &random) > 0 else { return nil }
      return (0..<Int.random(in: 0...300, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
    }
    let records = (0..<300).map { _ in
      Record(
        offset: Int64.random(in: 0...Int64.max, using: &random), key: bytes(&random), value: bytes(&random))
    }
    let raw = pack(records + [Record(offset: 0, key: [], value: [])])
    #expect(raw.count == 301)
    #expect(try unpack(raw) == records + [Record(offset: 0, key: [], value: [])])
    #expect(try unpack(RawRecords()) == [])
  }

  /// Whatever the disk gives back is read without a crash.
  @Test func damageIsFound() throws {
    let whole = pack([Record(offset: 300, key: [1, 2], value: Array(repeating: 7, count: 200))])
    for length in 1..<whole.bytes.count {
      let cut = RawRecords(bytes: Array(whole.bytes.prefix(length)), count: 1)
      #expect(throws: LedgerError.self) { try unpack(cut) }
    }
    #expect(throws: LedgerError.self) {
      try unpack(RawRecords(bytes: Array(repeating: 0xFF, count: 40), count: 1))
    }
    var random = SeededGenerator(seed: 2)
    for _ in 0..<1_000 {
      let noise = (0..<30).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      _ = try? unpack(RawRecords(bytes: noise, count: 1))
    }
  }
}
