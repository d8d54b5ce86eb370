import Foundation
import Metrics
import Observability
import WorkQueue

/// Turns librdkafka's statistics into gauges. Used by one thread.
struct StatisticsReporter {
  private struct Statistics: Decodable {
    struct Window: Decodable { let avg: Double }
    struct Broker: Decodable {
      let nodeid: Int
      let rtt: Window?
    }
    struct Partition: Decodable {
      let consumerLag: Int64?
      let committedOffset: Int64?
      let fetchedCount: Int64?
      let fetchState: String?

      /// Whether it is one of this consumer's: librdkafka goes on telling of those that it had.
      var isFollowed: Bool { fetchState.map { !["none", "stopping", "stopped"].contains($0) } ?? false }

      enum CodingKeys: String, CodingKey {
        case consumerLag = "consumer_lag"
        case committedOffset = "committed_offset"
        case fetchedCount = "fetchq_cnt"
        case fetchState = "fetch_state"
      }
    }
    struct Topic: Decodable { let partitions: [String: Partition]? }

    let clientID: String?
    let type: String?
    /// Microseconds of a clock that only goes on.
    let time: Int64?
    let messageCount: Int64?
    let messageBytes: Int64?
    let sentBytes: Int64?
    let receivedBytes: Int64?
    let brokers: [String: Broker]?
    let topics: [String: Topic]?

    enum CodingKeys: String, CodingKey {
      case type, brokers, topics
      case time = "ts"
      case clientID = "client_id"
      case messageCount = "msg_cnt"
      case messageBytes = "msg_size"
      case sentBytes = "tx_bytes"
      case receivedBytes = "rx_bytes"
    }
  }

  private var gauges: [String: Meter] = [:]

  /// Reports one statistics document; one that cannot be read is ignored.
  mutating func report(json: UnsafePointer<CChar>) {
    guard
      let statistics = try? JSONDecoder().decode(Statistics.self, from: Data(String(cString: json).utf8))
    else { return }
    let client = [("client", statistics.clientID ?? "rdkafka"), ("type", statistics.type ?? "")]
    set(MetricCatalog.sentBytes, client, statistics.sentBytes.map(Double.init))
    set(MetricCatalog.receivedBytes, client, statistics.receivedBytes.map(Double.init))
    if statistics.type == "producer" {
      set(MetricCatalog.producerQueue, client, statistics.messageCount.map(Double.init))
      set(MetricCatalog.producerQueueBytes, client, statistics.messageBytes.map(Double.init))
    }
    for broker in statistics.brokers?.values.filter({ $0.nodeid >= 0 }) ?? [] {
      set(
        MetricCatalog.brokerRoundTrip, client + [("broker", String(broker.nodeid))],
        broker.rtt.map { $0.avg / 1e6 })
    }
    guard statistics.type == "consumer" else { return }
    reportBacklogs(statistics)
  }

  // MARK: - What waits

  /// Of one topic, as it was reported last.
  private struct Backlog {
    var committed: [String: Int64] = [:]
    var lags: [String: Meter] = [:]
    var drain: Meter?
    var estimate = DrainEstimate()
  }

  private var backlogs: [String: Backlog] = [:]
  private var lastTime: Int64?

  private mutating func reportBacklogs(_ statistics: Statistics) {
    let seconds = statistics.time.map { Double($0 - (lastTime ?? $0)) / 1e6 } ?? 0
    lastTime = statistics.time
    for (topic, state) in statistics.topics ?? [:] {
      let partitions = (state.partitions ?? [:]).filter { $0.key != "-1" }
      let fetched = partitions.values.reduce(0) { $0 + ($1.fetchedCount ?? 0) }
      set(MetricCatalog.fetchQueue, [("topic", topic)], Double(fetched))
      report(partitions.filter { $0.value.isFollowed }, of: topic, after: seconds)
    }
  }

  /// A series is made anew each time: another consumer of this process may have had the partition, and removed it.
  private mutating func report(
    _ partitions: [String: Statistics.Partition], of topic: String, after seconds: Double
  ) {
    let before = backlogs[topic] ?? Backlog()
    var now = Backlog(estimate: before.estimate)
    var (waiting, done): (Int64, Int64) = (0, 0)
    for (name, partition) in partitions {
      if let lag = partition.consumerLag, lag >= 0 {
        let gauge = MetricCatalog.consumerLag.gauge([("topic", topic), ("partition", name)])
        gauge.set(Double(lag))
        now.lags[name] = gauge
        waiting += lag
      } else {
        now.lags[name] = before.lags[name]
      }
      guard let committed = partition.committedOffset, committed >= 0 else { continue }
      now.committed[name] = committed
      done += max(0, committed - (before.committed[name] ?? committed))
    }
    let drain = now.estimate.observe(waiting: waiting, done: done, after: seconds)
    if !partitions.isEmpty {
      now.drain = before.drain
      if let drain {
        let gauge = MetricCatalog.consumerDrain.gauge([("topic", topic)])
        gauge.set(drain)
        now.drain = gauge
      }
    }
    for (name, gauge) in before.lags where now.lags[name] == nil { gauge.destroy() }
    if now.drain == nil { before.drain?.destroy() }
    backlogs[topic] = now
  }

  private mutating func set(_ metric: MetricDefinition, _ labels: [(String, String)], _ value: Double?) {
    guard let value else { return }
    let key = labels.reduce(metric.name) { $0 + "\u{0}" + $1.1 }
    let gauge = gauges[key] ?? metric.gauge(labels)
    gauges[key] = gauge
    gauge.set(value)
  }
}
