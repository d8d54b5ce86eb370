import Inspection
import Probes
import Testing

@Suite("Performance data of plugins") struct PerformanceDataTests {
  @Test func everyPartIsRead() throws {
    let data = PerformanceData("DISK OK | /=2643MB;5948;@10:5958;0;5968 'a b=''c'=1.5s;;;; load=U x=-.5%")
    #expect(data.faults == [])
    #expect(data.values.map(\.label) == ["/", "a b='c", "load", "x"])
    let disk = try #require(data["/"])
    #expect(disk.value == 2643 && disk.unit == "MB" && disk.minimum == 0 && disk.maximum == 5968)
    #expect(disk.warning == ThresholdRange("5948") && disk.critical == ThresholdRange("@10:5958"))
    #expect(data["a b='c"]?.value == 1.5 && data["a b='c"]?.unit == "s")
    #expect(data["load"]?.value == nil)
    #expect(data["x"]?.value == -0.5 && data["x"]?.unit == "%")
  }

  /// The guidelines' form of many lines: behind the first line's bar, and behind the bar of those that
  /// follow.
  @Test func dataGoesOnBehindTheLongText() {
    let data = PerformanceData("OK | a=1\nlong text b=9\nmore text | c=2\nd=3c 'e f'=4")
    #expect(data.values.map(\.label) == ["a", "c", "d", "e f"])
    #expect(PerformanceData("no bar a=1").values.isEmpty)
    #expect(PerformanceData("").values.isEmpty)
    #expect(PerformanceData("text | a=1 a=2")["a"]?.value == 2)
  }

  @Test(arguments: ["=1", "a", "a=", "a=x", "'a=1", "'a'1", "''=1", "a=1;2;3;4;5;6", "a=1e999"])
  func whatIsNoneIsKeptApart(_ word: String) {
    let data = PerformanceData("OK | good=1 \(word)")
    #expect(data.values.map(\.label) == ["good"])
    #expect(data.faults == [word])
  }

  @Test func anythingCanBeRead() {
    var state: UInt64 = 7
    for _ in 0..<5_000 {
      let text = (0..<40).map { _ -> Character in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array("'=|;:~@ \n10.eU%sGB|=é")[Int(state >> 33) % 20]
      }
      _ = PerformanceData(String(text))
    }
  }
}
