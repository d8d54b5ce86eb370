import Foundation
import Metrics

/// Turns librdkafka's statistics into gauges. Used by one thread.
struct StatisticsReporter {
  private struct Statistics: Decodable {
    struct Window: Decodable { let avg: Double }
    struct Broker: Decodable {
      let nodeid: Int
      let rtt: Window?
    }
    struct Partition: Decodable {
      let consumer_lag: Int64?
      let fetchq_cnt: Int64?
    }
    struct Topic: Decodable { let partitions: [String: Partition]? }

    let client_id: String?
    let type: String?
    let msg_cnt: Int64?
    let msg_size: Int64?
    let tx_bytes: Int64?
    let rx_bytes: Int64?
    let brokers: [String: Broker]?
    let topics: [String: Topic]?
  }

  private var gauges: [String: Gauge] = [:]

  /// Reports one statistics document; one that cannot be read is ignored.
  mutating func report(json: UnsafePointer<CChar>) {
    guard
      let statistics = try? JSONDecoder().decode(Statistics.self, from: Data(String(cString: json).utf8))
    else { return }
    let client = [("client", statistics.client_id ?? "rdkafka"), ("type", statistics.type ?? "")]
    set(KafkaMetrics.sentBytes, client, statistics.tx_bytes.map(Double.init))
    set(KafkaMetrics.receivedBytes, client, statistics.rx_bytes.map(Double.init))
    if statistics.type == "producer" {
      set(KafkaMetrics.producerQueue, client, statistics.msg_cnt.map(Double.init))
      set(KafkaMetrics.producerQueueBytes, client, statistics.msg_size.map(Double.init))
    }
    for broker in statistics.brokers?.values.filter({ $0.nodeid >= 0 }) ?? [] {
      set(
        KafkaMetrics.brokerRoundTrip, client + [("broker", String(broker.nodeid))],
        broker.rtt.map { $0.avg / 1e6 })
    }
    guard statistics.type == "consumer" else { return }
    for (topic, state) in statistics.topics ?? [:] {
      var fetched: Int64 = 0
      for (partition, state) in state.partitions ?? [:] where partition != "-1" {
        fetched += state.fetchq_cnt ?? 0
        guard let lag = state.consumer_lag, lag >= 0 else { continue }
        set(KafkaMetrics.consumerLag, [("topic", topic), ("partition", partition)], Double(lag))
      }
      set(KafkaMetrics.fetchQueue, [("topic", topic)], Double(fetched))
    }
  }

  private mutating func set(_ label: String, _ dimensions: [(String, String)], _ value: Double?) {
    guard let value else { return }
    let key = dimensions.reduce(label) { $0 + "\u{0}" + $1.1 }
    let gauge = gauges[key] ?? Gauge(label: label, dimensions: dimensions)
    gauges[key] = gauge
    gauge.record(value)
  }
}
