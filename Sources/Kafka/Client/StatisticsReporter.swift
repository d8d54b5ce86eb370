import Foundation
import Metrics
import Observability

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
      let fetchedCount: Int64?

      enum CodingKeys: String, CodingKey {
        case consumerLag = "consumer_lag"
        case fetchedCount = "fetchq_cnt"
      }
    }
    struct Topic: Decodable { let partitions: [String: Partition]? }

    let clientID: String?
    let type: String?
    let messageCount: Int64?
    let messageBytes: Int64?
    let sentBytes: Int64?
    let receivedBytes: Int64?
    let brokers: [String: Broker]?
    let topics: [String: Topic]?

    enum CodingKeys: String, CodingKey {
      case type, brokers, topics
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
    for (topic, state) in statistics.topics ?? [:] {
      var fetched: Int64 = 0
      for (partition, state) in state.partitions ?? [:] where partition != "-1" {
        fetched += state.fetchedCount ?? 0
        guard let lag = state.consumerLag, lag >= 0 else { continue }
        set(MetricCatalog.consumerLag, [("topic", topic), ("partition", partition)], Double(lag))
      }
      set(MetricCatalog.fetchQueue, [("topic", topic)], Double(fetched))
    }
  }

  private mutating func set(_ metric: MetricDefinition, _ labels: [(String, String)], _ value: Double?) {
    guard let value else { return }
    let key = labels.reduce(metric.name) { $0 + "\u{0}" + $1.1 }
    let gauge = gauges[key] ?? metric.gauge(labels)
    gauges[key] = gauge
    gauge.set(value)
  }
}
