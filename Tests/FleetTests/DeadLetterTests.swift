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
}
