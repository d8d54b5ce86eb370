import ArgumentParser
import Foundation
import Planning

/// The load that `plan --capacity` is asked for, and what costs are known better than the built-in ones.
struct CapacityOptions: ParsableArguments {
  @Option(help: "With --capacity: checks a day (default: those of the campaign).")
  var checksPerDay: Double?

  @Option(help: "With --capacity: checks in a task (default: as in the campaign, or 64).")
  var checksPerTask: Double?

  @Option(help: "With --capacity: the share of the checks that find a hazard, 0 to 1 (default: 0.02).")
  var hazardShare = 0.02

  @Option(
    help: "With --capacity: plain (questions and numbers) or rich (items of all kinds) (default: rich).")
  var items = Items.rich

  enum Items: String, ExpressibleByArgument, CaseIterable {
    case plain, rich
  }

  @Option(
    help: "With --capacity: hours of a day in which the work comes, most of it in their middle (default: 10)."
  )
  var hours = 10.0

  @Option(help: "With --capacity: minutes that a task may wait at the worst moment (default: 15).")
  var wait = 15.0

  @Option(help: "With --capacity: days that records stay in the topics (default: 7).")
  var topicDays = 7.0

  @Option(help: "With --capacity: days whose results are in the ledger (default: 365).")
  var ledgerDays = 365.0

  @Option(help: "With --capacity: the largest ledger, in GB (default: 1000).")
  var largestLedger = 1_000.0

  @Option(help: "With --capacity: copies of every record (default: 3).")
  var replicas = 3.0

  @Option(
    name: .customLong("cost"),
    help: """
      With --capacity: a cost that you have measured, as name=value; may be given several times. Microseconds of one \
      processor: worker-task, worker-check, worker-hazard, ledger-result, ledger-hazard; bytes: task-bytes, check-bytes, \
      result-bytes, result-check-bytes, finding-bytes, ledger-result-bytes, ledger-check-bytes, ledger-hazard-bytes \
      (docs/capacity.md).
      """)
  var costs: [String] = []

  func validate() throws {
    let positive = [
      ("--checks-per-day", checksPerDay), ("--checks-per-task", checksPerTask), ("--hours", hours),
      ("--wait", wait),
      ("--topic-days", topicDays), ("--ledger-days", ledgerDays), ("--replicas", replicas),
      ("--largest-ledger", largestLedger),
    ]
    for (name, value) in positive {
      guard let value else { continue }
      guard value > 0, value <= 1e15 else { throw ValidationError("\(name) must be a number above 0") }
    }
    guard (0...1).contains(hazardShare) else { throw ValidationError("--hazard-share must be 0 to 1") }
    guard hours <= 24 else { throw ValidationError("--hours must be at most 24") }
    _ = try measuredCosts()
  }

  /// - Parameter campaign: what was planned; nil where only a load was named.
  func plan(_ campaign: CampaignPlan?) throws -> CapacityPlan {
    let planned = campaign.map { Double($0.checks) }
    guard let checks = checksPerDay ?? planned, checks > 0 else {
      throw ValidationError("--capacity takes a campaign, or --checks-per-day")
    }
    let load = CapacityLoad(
      checksPerDay: checks,
      checksPerTask: checksPerTask ?? campaign.map { Double($0.checks) / Double(max(1, $0.tasks)) } ?? 64,
      hazardShare: hazardShare, hours: hours, wait: wait)
    return CapacityPlan(
      load, try measuredCosts(),
      .init(
        topicDays: topicDays, ledgerDays: ledgerDays, replicas: replicas, ledgerLimit: largestLedger * 1e9))
  }

  private func measuredCosts() throws -> CapacityCosts {
    var known = items == .plain ? CapacityCosts.plain : .rich
    for cost in costs {
      let parts = cost.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]), value >= 0, value <= 1e9,
        let path = CapacityCosts.names.first(where: { $0.name == parts[0] })?.path
      else {
        let names = CapacityCosts.names.map(\.name).joined(separator: ", ")
        throw ValidationError("--cost takes name=value of \(names); got \"\(cost)\"")
      }
      known[keyPath: path] = value
    }
    return known
  }
}

extension CapacityPlan {
  private var rows: [(String, String)] {
    [
      ("checks a day", Self.count(load.checksPerDay)), ("tasks a day", Self.count(load.tasks)),
      ("hazards a day", Self.count(load.hazards)),
      ("worker processors", "\(workerProcessors), \(Self.count(workerSeconds)) s a day"),
      ("workers", "\(workers) of \(Self.processorsPerWorker) processors"),
      ("ledgers", "\(ledgers), \(Self.count(ledgerSeconds)) s a day"), ("aggregators", "\(aggregators)"),
      ("tasks.bulk", "\(bulkPartitions) partitions"), ("results", "\(resultPartitions) partitions"),
      (
        "longest wait",
        "\(Self.minutes(longestWait)) for a worker, \(Self.minutes(longestLedgerWait)) for the ledger"
      ),
      ("topics", Self.bytes(topicBytes)),
      ("ledger", "\(Self.bytes(ledgerBytes)), \(Self.bytes(ledgerBytesPerDay)) a day"),
    ]
  }

  /// For people.
  var table: String {
    rows.map { $0.padding(toLength: 20, withPad: " ", startingAt: 0) + $1 }.joined(separator: "\n")
  }

  private static func count(_ value: Double) -> String {
    var digits = Array("\(Int(value.rounded()))".reversed())
    var place = 3
    while place < digits.count {
      digits.insert(",", at: place)
      place += 4
    }
    return String(digits.reversed())
  }

  private static func minutes(_ value: Double) -> String { "\(Int(value.rounded(.up))) min" }

  private static func bytes(_ value: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var (value, unit) = (value, 0)
    while value >= 1_000, unit < units.count - 1 { (value, unit) = (value / 1_000, unit + 1) }
    return "\(value < 10 ? (value * 10).rounded() / 10 : value.rounded()) \(units[unit])".replacing(
      ".0 ", with: " ")
  }

  struct Form: Encodable {
    var checksPerDay, tasksPerDay, hazardsPerDay, workerSeconds, ledgerSeconds: Double
    var workerProcessors, workers, ledgers, aggregators, bulkPartitions, resultPartitions: Int
    var longestWaitMinutes, longestLedgerWaitMinutes, topicBytes, topicBytesPerDay, ledgerBytes: Double
    var ledgerBytesPerDay: Double
  }

  var form: Form {
    Form(
      checksPerDay: load.checksPerDay, tasksPerDay: load.tasks, hazardsPerDay: load.hazards,
      workerSeconds: workerSeconds, ledgerSeconds: ledgerSeconds, workerProcessors: workerProcessors,
      workers: workers, ledgers: ledgers, aggregators: aggregators, bulkPartitions: bulkPartitions,
      resultPartitions: resultPartitions, longestWaitMinutes: longestWait,
      longestLedgerWaitMinutes: longestLedgerWait, topicBytes: topicBytes, topicBytesPerDay: topicBytesPerDay,
      ledgerBytes: ledgerBytes,
      ledgerBytesPerDay: ledgerBytesPerDay)
  }
}
