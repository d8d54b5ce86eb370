import Fleet
import Testing

@Suite struct BacklogLimitTests {
  @Test func nothingIsSentBeforeItWasCounted() {
    var limit = BacklogLimit(100)
    #expect(!limit.hasRoom(for: 1))
    limit.noteCounted(0)
    #expect(limit.hasRoom(for: 100))
    #expect(!limit.hasRoom(for: 101))
  }

  @Test func whatWasSentSinceCounts() {
    var limit = BacklogLimit(100)
    limit.noteCounted(40)
    limit.noteSent(50)
    #expect(limit.hasRoom(for: 10))
    #expect(!limit.hasRoom(for: 11))
    limit.noteCounted(0)
    #expect(limit.hasRoom(for: 100))
  }

  @Test(arguments: [1, 2, 7, 8, 100_000]) func windowsFit(_ number: Int) {
    var limit = BacklogLimit(number)
    limit.noteCounted(0)
    #expect(limit.hasRoom(for: limit.largestWindow))
  }
}
