import Inspection
import Testing

@Suite("Thresholds in the plugin range syntax")
struct ThresholdTests {
  /// The examples of the Monitoring Plugins development guidelines, with the ends of each range.
  @Test(arguments: [
    ("10", [-0.1, 10.1], [0, 10, 5.0]), ("10:", [9.9, -1], [10, 1e9]), ("~:10", [10.1], [10, -1e9, 0]),
    ("10:20", [9.9, 20.1], [10, 20, 15]), ("@10:20", [10, 20, 15], [9.9, 20.1]),
    ("0", [0.1, -0.1], [0]), ("-5:-1", [-5.1, -0.9], [-5, -1]), ("@~:0", [0, -1], [0.1]),
    ("@5", [0, 5, 2], [-0.1, 5.1]), ("1.5:2.5", [1.4, 2.6], [1.5, 2.5]), ("~:", [], [-1e300, 0, 1e300]),
  ])
  func alerts(_ text: String, on alerting: [Double], not quiet: [Double]) throws {
    let range = try #require(ThresholdRange(text))
    for value in alerting { #expect(range.alerts(on: value), "\(text): \(value)") }
    for value in quiet { #expect(!range.alerts(on: value), "\(text): \(value)") }
    #expect(ThresholdRange(range.description) == range)
  }

  @Test(arguments: [
    "", "@", ":", ":10", "20:10", "a", "10:b", "1:2:3", "~", "-1", "10 :20", "nan", "inf", "10:inf", "@@1",
  ])
  func whatIsNoRangeIsRefused(_ text: String) {
    #expect(ThresholdRange(text) == nil)
  }

  @Test(arguments: [
    "plugin disk -p / perf:/<=90%", "plugin load alert:load1=5 alert:load5=~:4",
    "plugin p perf:a!=0 perf:b>1.5ms",
    "plugin p \"alert:used space=@10:20GB\"", "plugin p alert:a=10: perf:b=1",
  ])
  func rulesAreWrittenAsTheyAreRead(_ text: String) throws {
    #expect(ProbeSyntax.text(of: try ProbeSyntax.parse(text)) == text)
  }

  @Test func rulesAreNoArguments() throws {
    let probe = try ProbeSyntax.parse("plugin p -a perf:t<2s -b alert:x=1:2 perf")
    #expect(
      probe
        == .plugin(
          PluginCall(
            name: "p", arguments: ["-a", "-b", "perf"],
            rules: [
              PerformanceRule(label: "t", test: .holds(.below, 2), unit: "s"),
              PerformanceRule(label: "x", test: .quiet(try #require(ThresholdRange("1:2")))),
            ])))
  }

  @Test(arguments: [
    "perf:a", "perf:<=1", "perf:a<=", "perf:a<=x", "perf:a<=1XB", "perf:'a'<=1", "alert:a", "alert:=1",
    "alert:a=20:10", "alert:a=:5", "alert:a=10:20parsec",
  ])
  func whatIsNoRuleIsRefused(_ word: String) {
    #expect(throws: ProbeSyntax.Failure.self) { try ProbeSyntax.parse("plugin p \(word)") }
  }

  @Test func unitsConvert() {
    #expect(PerformanceUnit.convert(1.5, from: "s", to: "ms") == 1500)
    #expect(PerformanceUnit.convert(250_000, from: "us", to: "s") == 0.25)
    #expect(PerformanceUnit.convert(2, from: "GB", to: "MB") == 2048)
    #expect(PerformanceUnit.convert(1536, from: "KiB", to: "MB") == 1.5)
    #expect(PerformanceUnit.convert(7, from: "W", to: "W") == 7)
    #expect(PerformanceUnit.convert(7, from: "s", to: "B") == nil)
    #expect(PerformanceUnit.convert(7, from: "", to: "B") == nil)
  }
}
