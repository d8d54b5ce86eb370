import CRdKafka
import Synchronization

extension KafkaConsumer {
  /// Together they show an outage after 5 seconds at most.
  private static let pause = Duration.seconds(1)
  private static let patience = Duration.milliseconds(1500)

  /// Tells whether the brokers answer, whenever that changes, until the task is cancelled or the consumer closed.
  ///
  /// An outage shows within 5 seconds, its end within 5 seconds of the first broker that answers. A broker that is
  /// slow once is no outage.
  package func watchConnection(_ report: (ConnectionState) async -> Void) async {
    var judge = ConnectionJudge()
    while !Task.isCancelled, let handle = client.withLock({ $0 }) {
      let error = await Self.metadataError(of: handle, calls)
      if let state = judge.judge(error) { await report(state) }
      do { try await Task.sleep(for: error == nil ? Self.pause : Self.pause / 4) } catch { return }
    }
  }

  private static func metadataError(of handle: ClientHandle, _ calls: BlockingCalls) async -> KafkaError? {
    do {
      return try await calls.run(until: .now + patience) {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        // Of the topics that the client knows: the smallest question that every broker answers.
        let error = rd_kafka_metadata(handle.pointer, 0, nil, &metadata, patience.milliseconds)
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        return error == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(error)
      }
    } catch {
      return KafkaError(code: .deadlineExceeded)
    }
  }
}
