import Fleet
import Testing

@Suite struct TaskKeyTests {
  @Test func keysSpreadACampaignOverThePartitions() {
    #expect(Set((0..<10_000).map { TaskKey.bytes(campaign: "c", seq: $0) }).count == 10_000)
  }

  @Test(arguments: [TaskKey(campaign: "c/d", seq: 0), TaskKey(campaign: "秋", seq: .max)])
  func aKeyNamesItsTask(_ key: TaskKey) {
    #expect(TaskKey(key.bytes) == key)
  }

  @Test(arguments: ["", "c", "/1", "c/", "c/x", "c/-1", "c/01", "c/18446744073709551616", "a\0/1"])
  func whatIsNoKeyNamesNothing(_ text: String) {
    #expect(TaskKey(Array(text.utf8)) == nil)
  }
}
