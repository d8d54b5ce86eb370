import Inspection
import Ledger
import TestSupport
import Testing

private func sighting(
  _ found: Int64, _ accepted: Int64?, level: HazardLevel = .general, grade: RiskGrade = .blue, seq: UInt64 = 0
) -> HazardHistory.Sighting {
  HazardHistory.Sighting(
    foundAt: Timestamp(milliseconds: found), acceptedAt: accepted.map(Timestamp.init(milliseconds:)),
    level: level, grade: grade, reason: "\(found)", campaign: "c", seq: seq)
}

@Suite struct HazardHistoryTests {
  @Test func nothingFoundIsNoHazard() {
    #expect(HazardHistory([]) == nil)
  }

  @Test func createdAndStillOpen() throws {
    let history = try #require(HazardHistory([sighting(5, nil)]))
    #expect(history.state == .open)
    #expect(history.closedAt == nil)
    #expect(history.sightings == 1)
  }

  @Test func foundAgainWhileOpenIsUntouched() throws {
    let history = try #require(HazardHistory([sighting(5, 20), sighting(10, 15)]))
    #expect(history.state == .closed)
    #expect(history.closedAt?.milliseconds == 20)
    #expect(history.openedAt.milliseconds == 5)
    #expect(history.sightings == 2)
    #expect(history.recurrences == 0)
  }

  @Test func foundAtTheMomentOfAcceptanceIsStillTheSameEpisode() throws {
    let history = try #require(HazardHistory([sighting(5, 10), sighting(10, 12)]))
    #expect(history.recurrences == 0)
    #expect(history.closedAt?.milliseconds == 12)
  }

  @Test func foundAfterClosureIsReactivated() throws {
    let history = try #require(
      HazardHistory([sighting(5, 10, level: .major, grade: .red), sighting(11, nil)]))
    #expect(history.state == .open)
    #expect(history.recurrences == 1)
    #expect(history.firstFoundAt.milliseconds == 5)
    #expect(history.openedAt.milliseconds == 11)
    // The new episode is classified by what was found in it.
    #expect(history.level == .general)
    #expect(history.grade == .blue)
  }

  @Test func oneFindingWithoutAcceptanceKeepsItOpen() throws {
    let history = try #require(HazardHistory([sighting(1, nil), sighting(2, 3), sighting(50, 60)]))
    #expect(history.state == .open)
    #expect(history.recurrences == 0)
  }

  /// The same findings give the same standing in whatever order they arrive, and the standing is the one that
  /// walking over every millisecond gives.
  @Test(arguments: 0..<200) func orderDoesNotMatterAndTheTimelineAgrees(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sightings = (0..<Int.random(in: 1...6, using: &random)).map { index in
      let found = Int64.random(in: 0..<30, using: &random)
      let accepted =
        Int.random(in: 0..<8, using: &random) == 0
        ? nil : found + Int64.random(in: 0..<10, using: &random)
      return sighting(found, accepted, seq: UInt64(index))
    }
    let history = try #require(HazardHistory(sightings))
    for _ in 0..<5 { #expect(HazardHistory(sightings.shuffled(using: &random)) == history) }

    var isOpen = false
    var episodes = 0
    var closedAt: Int64?
    for time in Int64(0)...60 {
      let covered = sightings.contains {
        $0.foundAt.milliseconds <= time && time <= ($0.acceptedAt?.milliseconds ?? .max)
      }
      // A new episode begins with a finding that no earlier interval reaches.
      let begins =
        sightings.contains { $0.foundAt.milliseconds == time }
        && !sightings.contains {
          $0.foundAt.milliseconds < time && time <= ($0.acceptedAt?.milliseconds ?? .max)
        }
      if begins { episodes += 1 }
      if isOpen, !covered { closedAt = time - 1 }
      if covered { closedAt = nil }
      isOpen = covered
    }
    #expect(history.recurrences == episodes - 1)
    #expect((history.state == .open) == isOpen)
    #expect(history.closedAt?.milliseconds == closedAt)
    #expect(history.sightings == sightings.count)
  }
}
