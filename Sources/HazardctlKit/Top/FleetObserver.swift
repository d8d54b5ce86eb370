/// Makes pictures of snapshots that follow each other.
struct FleetObserver {
  /// Also campaigns that have ended.
  let showsAll: Bool

  private var meters: [String: ProgressMeter] = [:]
  private var last: [String: Int] = [:]

  private static let retryMark = ".retry."

  init(showsAll: Bool) {
    self.showsAll = showsAll
  }

  /// - Parameter at: the time of day, as it is shown.
  mutating func picture(of snapshot: FleetSnapshot, at: String) -> FleetPicture {
    let shown = snapshot.campaigns.filter { showsAll || !$0.isFinal }
    return FleetPicture(
      at: at, workers: snapshot.workers.map { worker($0, snapshot.time) }, lanes: lanes(snapshot),
      ledger: ledger(snapshot), campaigns: shown.map { campaign($0, snapshot.time) },
      campaignsEnded: snapshot.campaigns.count { $0.isFinal })
  }

  private mutating func worker(_ status: ProgramStatus, _ time: Double) -> FleetPicture.Worker {
    let metrics = status.metrics
    let ended = metrics.total("hazardfleet_tasks_ended_total")
    let isAnswering = status.state != .unreachable
    return FleetPicture.Worker(
      address: status.address, state: status.state, reasons: status.reasons, tasksEnded: ended,
      tasksPerSecond: isAnswering ? rate("worker \(status.address)", ended, time) : nil,
      retried: metrics.total("hazardfleet_tasks_moved_total") { $0["to"]?.contains(Self.retryMark) ?? false },
      deadLetters: metrics.total("hazardfleet_dead_letters_total"))
  }

  private mutating func lanes(_ snapshot: FleetSnapshot) -> [FleetPicture.Lane] {
    let waiting = Self.lag(of: snapshot.workers)
    var topics = Set(waiting.keys)
    var paces: [String: Double] = [:]
    for worker in snapshot.workers {
      for (topic, ended) in Self.ended(of: worker) {
        topics.insert(topic)
        let pace = rate("worker \(worker.address), lane \(topic)", ended, snapshot.time)
        if let pace { paces[topic, default: 0] += pace }
      }
    }
    return topics.sorted().map { topic in
      FleetPicture.Lane(
        topic: topic, waiting: waiting[topic], tasksPerSecond: paces[topic],
        secondsLeft: Self.left(waiting[topic] ?? 0, paces[topic]))
    }
  }

  /// Tasks by topic; empty of a worker that does not answer.
  private static func ended(of worker: ProgramStatus) -> [String: Int] {
    var ended: [String: Double] = [:]
    for one in worker.metrics.series where one.name == "hazardfleet_tasks_ended_total" {
      ended[one.labels["topic"] ?? "", default: 0] += one.value
    }
    return ended.mapValues(MetricText.whole)
  }

  /// By topic. A partition that has moved may be measured by two programs; the one that is behind counts.
  private static func lag(of programs: [ProgramStatus]) -> [String: Int] {
    var partitions: [String: [String: Double]] = [:]
    for program in programs {
      for one in program.metrics.series where one.name == "kafka_consumer_lag_records" {
        guard let topic = one.labels["topic"], let partition = one.labels["partition"] else { continue }
        let known = partitions[topic, default: [:]][partition] ?? 0
        partitions[topic, default: [:]][partition] = max(known, one.value)
      }
    }
    return partitions.mapValues { MetricText.whole($0.values.reduce(0, +)) }
  }

  private mutating func ledger(_ snapshot: FleetSnapshot) -> FleetPicture.Ledger {
    let metrics = snapshot.aggregator.metrics
    let lag = Self.lag(of: [snapshot.aggregator]).filter { $0.key.hasSuffix(".results") }
    let isAnswering = snapshot.aggregator.state != .unreachable
    let written =
      metrics.total("hazardfleet_results_inserted_total")
      + metrics.total("hazardfleet_result_duplicates_total")
    return FleetPicture.Ledger(
      address: snapshot.aggregator.address, state: snapshot.aggregator.state,
      reasons: snapshot.aggregator.reasons, waiting: lag.values.first,
      resultsPerSecond: isAnswering ? rate("ledger", written, snapshot.time) : nil,
      rejected: metrics.total("hazardfleet_records_rejected_total"))
  }

  private mutating func campaign(_ campaign: CampaignReply, _ time: Double) -> FleetPicture.Campaign {
    let tasks = campaign.tasks
    let pace = rate("campaign \(campaign.id)", tasks.ended, time)
    return FleetPicture.Campaign(
      id: campaign.id, title: campaign.title, phase: campaign.phase, progress: campaign.progress,
      tasks: tasks.total, ended: tasks.ended, missing: tasks.missing, dead: tasks.dead,
      tasksPerSecond: pace, secondsLeft: Self.left(tasks.missing, pace))
  }

  /// By what was counted lately; nil at first. A program that was started again counts from 0.
  private mutating func rate(_ what: String, _ count: Int, _ time: Double) -> Double? {
    if let last = last[what], count < last { meters[what] = nil }
    last[what] = count
    meters[what, default: ProgressMeter()].add(ended: count, at: time)
    return meters[what]?.rate
  }

  private static func left(_ waiting: Int, _ pace: Double?) -> Double? {
    guard waiting > 0 else { return 0 }
    guard let pace, pace > 0 else { return nil }
    return Double(waiting) / pace
  }
}
