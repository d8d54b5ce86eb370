import Fleet
import Inspection
import Kafka
import Testing

@Suite struct DeadLetterTests {
  private let letter = DeadLetter(
    key: Array("c/7".utf8), value: [1, 2], valueLength: 2, errorClass: "timeout", reason: "after 5 s",
    source: TopicPartition(topic: "t", partition: 3), sourceOffset: 9, generation: 1, attempts: 4,
    firstFailedAt: Timestamp(milliseconds: 5), worker: "w")

  @Test func itComesBackAsItWas() {
    #expect(DeadLetter(key: letter.key, value: letter.value, headers: letter.headers) == letter)
    #expect(letter.task == TaskKey(campaign: "c", seq: 7))
  }

  @Test func aRecordOfAnotherKindIsNone() {
    #expect(DeadLetter(key: nil, value: [1], headers: []) == nil)
    #expect(DeadLetter(key: nil, value: [1], headers: Array(letter.headers.dropFirst(3))) == nil)
  }

  @Test func idsAreReadStrictly() {
    #expect(DeadLetterID("2-117") == DeadLetterID(partition: 2, offset: 117))
    for text in ["", "2", "2-", "-1", "2-1-3", "+2-1", "02-1", "2-x", " 2-1"] {
      #expect(DeadLetterID(text) == nil, "\(text)")
    }
  }

  @Test func aMarkComesBackAsItWas() throws {
    let mark = DeadLetterMark(
      letter: DeadLetterID(partition: 1, offset: 5), action: .dropped, at: Timestamp(milliseconds: 9),
      person: "李")
    #expect(DeadLetterMark(key: mark.key, value: try mark.value()) == mark)
    #expect(DeadLetterMark.letter(markedBy: mark.key) == mark.letter)
    #expect(DeadLetterMark.letter(markedBy: Array("c/7".utf8)) == nil)
    #expect(DeadLetterMark(key: mark.key, value: [1]) == nil)
  }

  @Test func filtersNarrow() {
    let stored = StoredLetter(
      id: DeadLetterID(partition: 0, offset: 1), letter: letter, writtenAt: 0, isHandled: false)
    #expect(DeadLetterFilter().matches(stored))
    #expect(DeadLetterFilter(campaign: "c", errorClass: "timeout", ids: [stored.id]).matches(stored))
    #expect(!DeadLetterFilter(campaign: "d").matches(stored))
    #expect(!DeadLetterFilter(errorClass: "malformed").matches(stored))
    #expect(!DeadLetterFilter(ids: []).matches(stored))
  }

  @Test func lettersAreCountedByCampaignAndError() {
    var summary = DeadLetterSummary()
    for (offset, time) in [30, 10, 20].enumerated() {
      summary.add(
        StoredLetter(
          id: DeadLetterID(partition: 0, offset: Int64(offset)), letter: letter, writtenAt: Int64(time),
          isHandled: offset == 1))
    }
    summary.add(
      StoredLetter(
        id: DeadLetterID(partition: 1, offset: 0), letter: Letters.letter(key: nil, value: nil), writtenAt: 5,
        isHandled: false))
    let groups = summary.sorted
    #expect(groups.map(\.kind.campaign) == ["c", nil])
    #expect(groups.map(\.kind.errorClass) == ["timeout", "malformed"])
    #expect(groups.map(\.group.letters) == [3, 1])
    #expect(groups.map(\.group.handled) == [1, 0])
    #expect(groups[0].group.oldest == Timestamp(milliseconds: 10))
    #expect(groups[0].group.newest == Timestamp(milliseconds: 30))
  }

  /// Garbage that names another campaign each time takes no more memory than 10,000 of them.
  @Test func aSummaryStaysSmall() {
    var summary = DeadLetterSummary()
    for number in 0..<12_000 {
      summary.add(
        StoredLetter(
          id: DeadLetterID(partition: 0, offset: Int64(number)),
          letter: Letters.letter(key: Array("c\(number)/0".utf8), value: nil), writtenAt: 0, isHandled: false)
      )
    }
    #expect(summary.groups.count == 10_001)
    #expect(summary.groups.values.reduce(0) { $0 + $1.letters } == 12_000)
  }

  @Test func bytesAreShownInHexadecimal() {
    let bytes = Array("HazardFleet\u{0}\u{1b}[31m".utf8)
    #expect(
      HexDump.text(bytes, atMost: 100) == """
        00000000  48 61 7a 61 72 64 46 6c 65 65 74 00 1b 5b 33 31  HazardFleet..[31
        00000010  6d                                               m
        """)
    #expect(HexDump.text(bytes, atMost: 16).hasSuffix("\n... 1 more bytes"))
    #expect(HexDump.text([], atMost: 16) == "")
  }
}
