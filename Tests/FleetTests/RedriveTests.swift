import Fleet
import Inspection
import Testing
import Wire

@Suite struct RedriveTests {
  private static let urgent = Letters.topics.tasks(.urgent)
  private let now = Timestamp(milliseconds: 1_000)

  private func redrive(_ letter: DeadLetter) throws -> Redrive {
    try Redrive(letter, now: now, urgentTopic: Self.urgent)
  }

  @Test func aTaskComesBackInItsNextGeneration() throws {
    let redrive = try redrive(try Letters.letter(of: Letters.task(), generation: 2))
    #expect(redrive.lane == .bulk)
    #expect(redrive.key == Array("c/7".utf8))
    var expected = Letters.task()
    expected.generation = 3
    #expect(try redrive.value.withUnsafeBytes { try TaskCodec.decode($0) } == expected)
  }

  @Test func whatWasDecidedStaysDecidedAndAttemptsCountAnew() throws {
    let redrive = try redrive(try Letters.letter(of: Letters.task(retry: Letters.retry)))
    let task = try redrive.value.withUnsafeBytes { try TaskCodec.decode($0) }
    var retry = Letters.retry
    retry.attempt = 0
    retry.dueAt = now
    retry.partial.generation = 1
    #expect(task.retry == retry)
    #expect(task.items == [3..<4])
  }

  @Test func whatCameFromTheUrgentLaneGoesBackThere() throws {
    #expect(try redrive(try Letters.letter(of: Letters.task(), topic: Self.urgent)).lane == .urgent)
    let retried = Letters.topics.retry(RetryTier.standard[0])
    #expect(try redrive(try Letters.letter(of: Letters.task(), topic: retried)).lane == .bulk)
  }

  @Test func whatCannotBeReadIsRefusedWithAHint() throws {
    let whole = try TaskCodec.encode(Letters.task())
    for letter in [
      Letters.letter(key: nil, value: nil), Letters.letter(key: nil, value: [1, 2, 3]),
      Letters.letter(key: nil, value: Array(whole.dropLast(2))),
      Letters.letter(key: nil, value: whole, length: whole.count + 1),
    ] {
      let refusal = #expect(throws: Redrive.Refusal.self) { try redrive(letter) }
      #expect(refusal?.description.contains("reconcile CAMPAIGN.yaml --dead") == true)
    }
  }
}
