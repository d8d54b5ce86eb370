import CRdKafka
import Foundation

/// Lets a consumer rest a moment after a fetch that brought little.
///
/// librdkafka asks again as soon as it has an answer. A broker that holds a fetch back until something is there
/// (`max_wait_ms` of Kafka's fetch request) makes that cheap; one that does not, as brokers for development, is asked
/// 15,000 times a second by every idle consumer, which takes half a processor of it and of the broker each. What flows
/// slowly comes in fewer and larger pieces, at most `rest` later.
///
/// librdkafka wants no callback of this kind to block. This one does so for a bounded time, on a thread that has nothing
/// to do but the fetches of one broker; joining a group and its heartbeats go over another connection.
enum FetchPacing {
  /// Bytes of an answer from which on the next fetch follows at once. Below it what flows is less than 3 MB a second.
  static let enough = 16_384
  /// Microseconds.
  static let rest: UInt32 = 5_000

  /// The key of fetches in Kafka's protocol.
  private static let fetch: Int16 = 1

  static func install(in conf: OpaquePointer) {
    rd_kafka_conf_interceptor_add_on_new(
      conf, "fetch-pacing",
      { client, _, _, _, _ in
        rd_kafka_interceptor_add_on_response_received(
          client, "fetch-pacing",
          { _, _, _, _, request, _, _, size, _, error, _ in
            // On the thread of this broker's connection, which has nothing but fetches to do.
            if request == FetchPacing.fetch, size < FetchPacing.enough, error == RD_KAFKA_RESP_ERR_NO_ERROR {
              usleep(FetchPacing.rest)
            }
            return RD_KAFKA_RESP_ERR_NO_ERROR
          }, nil)
      }, nil)
  }
}
