import Foundation
import HazardctlKit
import Testing

@Suite struct TopTests {
  private struct Line: Decodable {
    struct Worker: Decodable {
      var state: String
      var reasons: [String]
      var tasksEnded: Int
      var tasksPerSecond: Double?
      var retried: Int
      var deadLetters: Int
    }

    struct Lane: Decodable {
      var topic: String
      var waiting: Int?
      var tasksPerSecond: Double?
      var secondsLeft: Double?
    }

    struct Ledger: Decodable {
      var state: String
      var waiting: Int?
      var resultsPerSecond: Double?
      var rejected: Int
    }

    struct Campaign: Decodable {
      var id: String
      var missing: Int
      var tasksPerSecond: Double?
      var secondsLeft: Double?
    }

    var workers: [Worker]
    var lanes: [Lane]
    var ledger: Ledger
    var campaigns: [Campaign]
    var campaignsEnded: Int
  }

  private static func text(_ body: String) -> CannedAPI.Answer {
    CannedAPI.Answer(type: "text/plain; version=0.0.4", body: body)
  }

  private static let ready = CannedAPI.Answer.ok(#"{"conditions":[],"status":"ready"}"#)

  private static func campaigns(_ checked: Int) -> CannedAPI.Answer {
    .ok(
      #"{"items":[\#(Samples.campaign(checked: checked, sections: false)),\#(Samples.campaign(phase: "complete", checked: 490))]}"#
    )
  }

  private static func api(checked: [Int]) -> [String: [CannedAPI.Answer]] {
    [
      "/v1/campaigns": checked.map(campaigns), "/readyz": [ready],
      "/metrics": checked.map { checked in
        text(
          """
          # TYPE hazardfleet_results_inserted_total counter
          hazardfleet_results_inserted_total \(checked)
          hazardfleet_records_rejected_total 2
          kafka_consumer_lag_records{partition="0",topic="hazardfleet.results"} 40
          kafka_consumer_lag_records{partition="0",topic="hazardfleet.control"} 7
          """)
      },
    ]
  }

  private static func worker(ended: [Int], state: CannedAPI.Answer = ready) -> [String: [CannedAPI.Answer]] {
    [
      "/readyz": [state],
      "/metrics": ended.map { ended in
        text(
          """
          hazardfleet_tasks_ended_total{outcome="checked",topic="hazardfleet.tasks.bulk"} \(ended)
          hazardfleet_tasks_moved_total{to="hazardfleet.tasks.retry.5s",topic="hazardfleet.tasks.bulk"} 5
          hazardfleet_tasks_moved_total{to="hazardfleet.tasks.long",topic="hazardfleet.tasks.bulk"} 9
          hazardfleet_dead_letters_total{reason="a \\"bad\\" one"} 3
          kafka_consumer_lag_records{partition="0",topic="hazardfleet.tasks.bulk"} 300
          kafka_consumer_lag_records{partition="1",topic="hazardfleet.tasks.bulk"} 100
          """)
      },
    ]
  }

  @Test func ratesAndRemainingTimesFollowWhatWasCounted() async throws {
    try await CannedAPI.run(Self.api(checked: [100, 300])) { _, url in
      try await CannedAPI.run(Self.worker(ended: [1_000, 1_400])) { _, worker in
        let run = await CommandLineRun.of("--api", url, "--json", "top", "--workers", worker, "--count", "2")
        #expect(run.code == 0, "\(run.err)")
        let lines = run.out.split(separator: "\n")
        try #require(lines.count == 2)
        let first = try JSONDecoder().decode(Line.self, from: Data(lines[0].utf8))
        #expect(first.workers[0].tasksPerSecond == nil)
        let second = try JSONDecoder().decode(Line.self, from: Data(lines[1].utf8))
        #expect(second.workers[0].tasksPerSecond == 200)
        #expect(second.workers[0].tasksEnded == 1_400)
        #expect(second.workers[0].retried == 5)
        #expect(second.workers[0].deadLetters == 3)
        #expect(second.lanes.map(\.topic) == ["hazardfleet.tasks.bulk"])
        #expect(second.lanes[0].waiting == 400)
        #expect(second.lanes[0].secondsLeft == 2)
        #expect(second.ledger.resultsPerSecond == 100)
        #expect(second.ledger.waiting == 40)
        #expect(second.ledger.rejected == 2)
        #expect(second.campaigns.map(\.id) == ["autumn-2026"])
        #expect(second.campaigns[0].tasksPerSecond == 100)
        #expect(second.campaigns[0].missing == 190)
        #expect(second.campaigns[0].secondsLeft == 1.9)
        #expect(second.campaignsEnded == 1)
      }
    }
  }

  @Test func aPartitionThatTwoWorkersHaveMeasuredCountsOnce() async throws {
    try await CannedAPI.run(Self.api(checked: [100])) { _, url in
      try await CannedAPI.run(Self.worker(ended: [1])) { _, one in
        try await CannedAPI.run(Self.worker(ended: [1])) { _, two in
          let run = await CommandLineRun.of(
            "--api", url, "--json", "top", "--count", "1", variables: ["HAZARDCTL_WORKERS": "\(one),\(two)"])
          let line = try JSONDecoder().decode(Line.self, from: Data(run.out.utf8))
          #expect(line.workers.count == 2)
          #expect(line.lanes[0].waiting == 400)
        }
      }
    }
  }

  @Test func metricsThatMakeNoSenseAreLeftOut() async throws {
    let odd = Self.text(
      """
      hazardfleet_tasks_ended_total{topic="a.tasks.bulk"} NaN
      hazardfleet_tasks_ended_total{topic="a.tasks.long"} +Inf
      hazardfleet_tasks_ended_total{topic="a.tasks.urgent"} 1e300
      hazardfleet_tasks_ended_total{topic="a 7
      hazardfleet_tasks_ended_total{topic} 7
      hazardfleet_tasks_ended_total
      kafka_consumer_lag_records{partition="0",topic="a.tasks.bulk"} -1e300
      """)
    try await CannedAPI.run(Self.api(checked: [100])) { _, url in
      try await CannedAPI.run(["/readyz": [Self.ready], "/metrics": [odd]]) { _, worker in
        let run = await CommandLineRun.of("--api", url, "--json", "top", "--workers", worker, "--count", "2")
        let last = try #require(run.out.split(separator: "\n").last)
        let line = try JSONDecoder().decode(Line.self, from: Data(last.utf8))
        #expect(line.workers[0].tasksEnded == 1_000_000_000_000_000)
        #expect(line.workers[0].tasksPerSecond == 0)
      }
    }
  }

  @Test func aWorkerThatWaitsOrIsGoneIsAPartOfThePicture() async throws {
    let waiting = CannedAPI.Answer(
      status: 503,
      body: #"{"status":"not ready","conditions":[{"name":"brokers answer","ready":false,"reason":"gone"}]}"#)
    try await CannedAPI.run(Self.api(checked: [100])) { _, url in
      try await CannedAPI.run(Self.worker(ended: [1], state: waiting)) { _, worker in
        let run = await CommandLineRun.of(
          "--api", url, "top", "--workers", "\(worker),127.0.0.1:1", "--count", "1")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.out.contains("0 of 2 ready"))
        #expect(run.out.contains("brokers answer: gone"))
        #expect(run.out.contains("unreachable"))
      }
    }
  }

  @Test func whoDidNotAnswerHasNoPaceUntilAskedTwice() async throws {
    let late = [CannedAPI.Answer.ok("still starting"), Self.ready]
    var answers = Self.api(checked: [100, 300])
    answers["/readyz"] = late
    var worker = Self.worker(ended: [1_000, 1_400])
    worker["/readyz"] = late
    try await CannedAPI.run(answers) { [worker] _, url in
      try await CannedAPI.run(worker) { _, worker in
        let run = await CommandLineRun.of("--api", url, "--json", "top", "--workers", worker, "--count", "3")
        let lines = try run.out.split(separator: "\n").map {
          try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        #expect(lines.map(\.ledger.state) == ["unreachable", "ready", "ready"])
        #expect(lines.map(\.ledger.resultsPerSecond) == [nil, nil, 100])
        #expect(lines.map(\.workers[0].tasksPerSecond) == [nil, nil, 200])
        #expect(lines.map { $0.lanes.first?.tasksPerSecond } == [nil, nil, 200])
      }
    }
  }

  @Test func aTerminalIsDrawnOverUntilSomebodyPressesQ() async throws {
    try await CannedAPI.run(Self.api(checked: [100, 300])) { _, url in
      let screen = TestScreen(
        columns: 60, rows: 8, events: [.timeout, .resized, .key("x"), .key("q"), .timeout])
      let run = await CommandLineRun.of("--api", url, "top", screen: screen)
      #expect(run.code == 0)
      #expect(run.out == "")
      #expect(screen.calls == ["enter", "leave"])
      #expect(screen.drawn.count == 4)
      let last = try #require(screen.drawn.last)
      #expect(last.hasPrefix("\u{1B}[Hhazardctl top"))
      #expect(last.components(separatedBy: "\r\n").count <= 8)
      #expect(last.hasSuffix("\u{1B}[K\u{1B}[J"))
    }
  }

  @Test func aTerminalIsGivenBackWhenTheAPIIsNotThere() async {
    let screen = TestScreen(events: [.timeout])
    let run = await CommandLineRun.of("--api", "http://127.0.0.1:1", "top", screen: screen)
    #expect(run.code == 1)
    #expect(screen.calls == ["enter", "leave"])
    #expect(run.err.contains("http://127.0.0.1:1"))
  }

  @Test func aServerThatRestartsIsWaitedFor() async throws {
    var answers = Self.api(checked: [100, 300])
    answers["/v1/campaigns"] = [Self.campaigns(100), .problem(503, "starting"), Self.campaigns(300)]
    try await CannedAPI.run(answers) { _, url in
      let run = await CommandLineRun.of("--api", url, "--json", "top", "--count", "3")
      #expect(run.code == 0)
      #expect(run.out.split(separator: "\n").count == 2)
      #expect(run.err.contains("starting"))
    }
  }

  @Test(arguments: [["--every", "0"], ["--count", "0"], ["--workers", "no address"]])
  func whatMakesNoSenseIsRefused(_ options: [String]) async {
    let run = await CommandLineRun.of(["top"] + options)
    #expect(run.code == 64)
  }
}
