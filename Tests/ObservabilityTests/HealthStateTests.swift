import Observability
import Testing

@Suite struct HealthStateTests {
  @Test func withoutConditionsEverythingIsReady() {
    #expect(HealthState().isReady)
  }

  @Test func namedConditionsStartAsNotReady() {
    let health = HealthState(waitingFor: ["kafka", "ledger"])
    #expect(!health.isReady)
    health.setReady("kafka")
    #expect(!health.isReady)
    health.setReady("ledger")
    #expect(health.isReady)
  }

  @Test func aConditionCanFallAgainWithItsReason() {
    let health = HealthState()
    health.setReady("kafka")
    health.setNotReady("kafka", reason: "no broker")
    #expect(!health.isReady)
    #expect(health.snapshot.map(\.reason) == ["no broker"])
  }

  @Test func onlyWhatIsLostIsNotAlive() {
    let health = HealthState(waitingFor: ["kafka"])
    #expect(health.isAlive)
    health.setLost("kafka", reason: "gone")
    #expect(!health.isAlive)
    #expect(!health.isReady)
    health.setReady("kafka")
    #expect(health.isAlive)
  }

  @Test func theSnapshotIsSortedByName() {
    let health = HealthState(waitingFor: ["b", "c", "a"])
    #expect(health.snapshot.map(\.name) == ["a", "b", "c"])
  }
}
