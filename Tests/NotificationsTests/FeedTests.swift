import AggregatorAPI
import Foundation
import Inspection
import Ledger
import Rectification
import SQLLedger
import SQLiteLedger
import TestSupport
import Testing

@Suite struct FeedTests {
  /// Reads the feed in pieces.
  private func all(_ ledger: SQLLedger, by limit: Int = 100) async throws -> [HazardChange] {
    var (position, all) = (FeedPosition(), [HazardChange]())
    while true {
      let found = try await ledger.changes(after: position, limit: limit)
      #expect(found.changes.count <= limit)
      guard found.end != position else { return all }
      all += found.changes
      position = found.end
    }
  }

  @Test func everythingComesInTheOrderInWhichItHappened() async throws {
    try await FeedSample.run { sample in
      let hazard = FeedSample.hazard("s", "A")
      try await sample.find(["A", "B"], at: 10, seq: 0)
      try await sample.act(.assign, hazard, at: 20)
      try await sample.find(["A"], at: 25, seq: 5)
      for (at, action) in [RectificationAction.start, .rectify].enumerated() {
        try await sample.act(action, hazard, at: 30 + Int64(at))
      }
      // It was found before the first time that is known, and is not the first that was known.
      try await sample.find(["A"], at: 5, seq: 7)
      try await sample.act(.accept, hazard, at: 40, person: "Zhao")
      try await sample.find(["A"], site: "t", at: 50, seq: 9, acceptedAt: 60)
      let expected = [
        "s/A found", "s/B found", "s/A assigned", "s/A found-again", "s/A started", "s/A rectified",
        "s/A found-again", "s/A closed", "t/A found", "t/A accepted",
      ]
      for limit in [1, 2, 3, 100] {
        let changes = try await all(sample.ledger, by: limit)
        #expect(
          changes.map { "\($0.hazard.site)/\($0.hazard.item) \($0.type)" } == expected, "\(limit) at a time")
        #expect(Set(changes.map(\.id)).count == expected.count, "ids are unique")
        #expect(changes.allSatisfy { !$0.id.contains(".") })
      }
      #expect(try await all(sample.ledger)[0].id == "\(hazard)-found-k:1-0")
      #expect(try await sample.ledger.verify() == [])
    }
  }

  @Test func aReaderMovesOnByCompareAndSet() async throws {
    try await FeedSample.run { sample in
      let ledger = sample.ledger
      let place = FeedPosition(recorded: 3, done: 1)
      var moves: [Bool] = []
      let before = try await ledger.feedPosition(of: "r")
      for (from, to) in [(FeedPosition(), place), (nil, place), (nil, FeedPosition())]
        as [(FeedPosition?, FeedPosition)]
      {
        moves.append(try await ledger.moveFeed(of: "r", from: from, to: to))
      }
      let after = try await ledger.feedPosition(of: "r")
      let other = try await ledger.feedPosition(of: "other")
      #expect(moves == [false, true, false])
      #expect(before == nil && after == place && other == nil)
    }
  }

  @Test func aChangeIsACloudEvent() async throws {
    try await FeedSample.run { sample in
      let hazard = FeedSample.hazard("s", "B")
      try await sample.find(["B"], at: 10, seq: 0)
      try await sample.act(.assign, hazard, at: 20)
      let changes = try await all(sample.ledger)
      let events = try changes.map { change in
        let json = try CloudEvent(change, source: "/hazardfleet/ledger").json()
        return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      }
      let texts = events.map { event in event.compactMapValues { $0 as? String } }
      #expect(
        texts == [
          [
            "specversion": "1.0", "id": "\(hazard)-found-k:1-0", "source": "/hazardfleet/ledger",
            "type": "hazardfleet.hazard.found", "subject": "\(hazard)", "time": "1970-01-01T00:00:00.010Z",
            "datacontenttype": "application/json",
          ],
          [
            "specversion": "1.0", "id": "\(hazard)-1", "source": "/hazardfleet/ledger",
            "type": "hazardfleet.hazard.assigned", "subject": "\(hazard)", "time": "1970-01-01T00:00:00.020Z",
            "datacontenttype": "application/json",
          ],
        ])
      let data = try #require(events[1]["data"] as? [String: [String: Any]])
      #expect(data["hazard"]?["level"] as? String == "major")
      #expect(data["event"]?["event"] as? String == "assign")
      #expect(data["event"]?["person"] as? String == "Wang")
    }
  }
}
