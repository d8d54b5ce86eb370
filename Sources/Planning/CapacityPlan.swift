import Foundation

/// What a fleet needs for a load, found by simulating its day.
package struct CapacityPlan: Sendable, Hashable {
  /// What is kept for how long, and how often.
  package struct Keeping: Sendable, Hashable {
    package var topicDays: Double
    package var ledgerDays: Double
    /// Copies of every record.
    package var replicas: Double
    /// Bytes of one ledger at most.
    package var ledgerLimit: Double

    package init(
      topicDays: Double = 7, ledgerDays: Double = 365, replicas: Double = 3, ledgerLimit: Double = 1e12
    ) {
      self.topicDays = topicDays
      self.ledgerDays = ledgerDays
      self.replicas = replicas
      self.ledgerLimit = ledgerLimit
    }
  }

  package var load: CapacityLoad
  /// Seconds of one processor a day.
  package var workerSeconds: Double
  package var ledgerSeconds: Double
  package var workerProcessors: Int
  package var workers: Int
  /// Each has a database of its own, since the writers of one take turns, and a database has a size that can be handled.
  package var ledgers: Int
  /// One writes, and one takes over.
  package var aggregators: Int
  package var bulkPartitions: Int
  package var resultPartitions: Int
  /// Minutes that a task waits at the worst moment of the day.
  package var longestWait: Double
  package var longestLedgerWait: Double
  /// On all brokers together, before compression.
  package var topicBytes: Double
  /// Of tasks and results, once.
  package var topicBytesPerDay: Double
  package var ledgerBytes: Double
  package var ledgerBytesPerDay: Double

  /// Of a processor's time, so much may be used in the mean: what the costs do not count, such as garbage, rebalances and
  /// catching up after a restart, has to find room.
  private static let utilization = 0.7
  package static let processorsPerWorker = 4
  /// Of the configuration's defaults; more only where needed.
  private static let leastPartitions = 24

  package init(_ load: CapacityLoad, _ costs: CapacityCosts, _ keeping: Keeping = Keeping()) {
    self.load = load
    workerSeconds = costs.workerSeconds(load)
    ledgerSeconds = costs.ledgerSeconds(load)
    let day = CapacityDay(hours: load.hours)
    workerProcessors = day.servers(for: workerSeconds, utilization: Self.utilization, wait: load.wait)
    // Two at least, so that one may end.
    workers = max(2, (workerProcessors + Self.processorsPerWorker - 1) / Self.processorsPerWorker)
    ledgerBytesPerDay = costs.ledgerBytes(load)
    ledgerBytes = ledgerBytesPerDay * keeping.ledgerDays
    ledgers = max(
      day.servers(for: ledgerSeconds, utilization: Self.utilization, wait: load.wait),
      Int((ledgerBytes / keeping.ledgerLimit).rounded(.up)))
    aggregators = 2 * ledgers
    longestWait = day.longestWait(of: workerSeconds, servers: workerProcessors)
    longestLedgerWait = day.longestWait(of: ledgerSeconds, servers: ledgers)
    // Room for twice the workers, in steps that many numbers divide.
    bulkPartitions = Self.partitions(atLeast: 2 * workers)
    resultPartitions = Self.partitions(atLeast: 2 * aggregators)
    topicBytesPerDay = costs.topicBytes(load)
    topicBytes = topicBytesPerDay * keeping.topicDays * keeping.replicas
  }

  private static func partitions(atLeast count: Int) -> Int {
    max(leastPartitions, (count + 11) / 12 * 12)
  }
}

/// A day's work, minute by minute: it comes in the form of half a sine.
struct CapacityDay {
  let hours: Double
  private static let minutesOfDay = 24 * 60

  /// The smallest number of servers that are not busier than that in the mean, and let nothing wait longer.
  ///
  /// - Parameters:
  ///   - work: seconds of one server a day.
  ///   - wait: in minutes.
  func servers(for work: Double, utilization: Double, wait: Double) -> Int {
    var count = max(1, Int((work / (hours * 3_600 * utilization)).rounded(.up)))
    while longestWait(of: work, servers: count) > wait { count += 1 }
    return count
  }

  /// Minutes that what comes at the worst moment waits.
  func longestWait(of work: Double, servers: Int) -> Double {
    let perMinute = Double(servers) * 60
    var (waiting, longest) = (0.0, 0.0)
    for minute in 0..<Self.minutesOfDay {
      waiting = max(0, waiting + work * share(of: minute) - perMinute)
      longest = max(longest, waiting / perMinute)
    }
    return longest
  }

  /// What of a day's work comes within a minute.
  private func share(of minute: Int) -> Double {
    func come(by minute: Double) -> Double { (1 - cos(.pi * min(1, minute / (hours * 60)))) / 2 }
    return come(by: Double(minute + 1)) - come(by: Double(minute))
  }
}
