import Foundation
import Logging
import Observability
import Testing

@Suite struct FleetLogHandlerTests {
  private let file: LogFile

  init() throws {
    file = try LogFile()
  }

  private func logger(_ format: LogFormat, level: Logger.Level = .info, colors: Bool? = nil) -> Logger {
    let output = file.output
    return Logger(label: "worker") { label in
      FleetLogHandler(
        label: label, level: level, format: format, output: output, colors: colors,
        now: { LogTime(seconds: 1_782_892_800, milliseconds: 7) })
    }
  }

  @Test func aTextLineSaysWhenHowBadWhoAndWhat() throws {
    var logger = logger(.text)
    logger[metadataKey: "lane"] = "urgent"
    logger.warning("Slow check", metadata: ["item": "A 1", "took": "3s", "lane": "bulk"])
    #expect(
      try file.text()
        == "2026-07-01T08:00:00.007Z WARNING  worker: Slow check item=\"A 1\" lane=bulk took=3s\n")
  }

  @Test func levelsBelowTheConfiguredOneAreNotWritten() throws {
    let logger = logger(.text, level: .error)
    logger.warning("no")
    #expect(try file.text() == "")
  }

  @Test func aMessageCannotForgeASecondLineOrSteerTheTerminal() throws {
    let logger = logger(.text)
    logger.info("a\nb\u{1B}[2J", metadata: ["k": "x\"y\r\nz"])
    let line = try file.text()
    #expect(line.filter { $0 == "\n" }.count == 1)
    #expect(!line.contains("\u{1B}"))
    #expect(line.contains("a\\nb"))
    #expect(line.contains("k=\"x\\\"y\\r\\nz\""))
  }

  @Test func coloursOnlyWhenWantedAPipeIsNoTerminal() throws {
    let (plain, colored) = (logger(.text), logger(.text, colors: true))
    plain.error("plain")
    colored.error("colored")
    let lines = try file.text().split(separator: "\n")
    #expect(!lines[0].contains("\u{1B}"))
    #expect(lines[1].contains("\u{1B}[31mERROR"))
  }

  @Test func aJSONLineParsesToWhatWasSaid() throws {
    let logger = logger(.json)
    logger.info(
      "say \"hi\"\n\u{1}井", metadata: ["list": ["a", "b"], "map": ["k": "v"], "number": "\(5)"])
    let parsed = try JSONSerialization.jsonObject(with: Data(try file.text().utf8))
    let object = try #require(parsed as? [String: Any])
    #expect(object["time"] as? String == "2026-07-01T08:00:00.007Z")
    #expect(object["level"] as? String == "info")
    #expect(object["label"] as? String == "worker")
    #expect(object["message"] as? String == "say \"hi\"\n\u{1}井")
    let metadata = try #require(object["metadata"] as? [String: Any])
    #expect(metadata["list"] as? [String] == ["a", "b"])
    #expect(metadata["map"] as? [String: String] == ["k": "v"])
    #expect(metadata["number"] as? String == "5")
  }

  @Test func anErrorBesideTheMessageIsWritten() throws {
    struct Broken: Error, CustomStringConvertible { var description = "it broke" }
    let logger = logger(.text)
    logger.error("Failed", error: Broken())
    #expect(try file.text().hasSuffix("worker: Failed error=\"it broke\"\n"))
  }

  @Test func linesOfManyTasksDoNotMix() async throws {
    let logger = logger(.text)
    let long = String(repeating: "x", count: 10_000)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for round in 0..<20 { logger.info("\(long)", metadata: ["n": "\(task).\(round)"]) } }
      }
    }
    let lines = try file.text().split(separator: "\n")
    #expect(lines.count == 160)
    #expect(lines.allSatisfy { $0.hasPrefix("2026-07-01T08:00:00.007Z") && $0.contains("\(long) n=") })
    #expect(Set(lines).count == 160)
  }
}
