package import Kafka
package import Logging

extension FleetConfiguration {
  /// Lends an administration client whose cluster answers, and closes it however `body` ends.
  ///
  /// - Throws: `KafkaError` when the cluster cannot be reached; what `body` throws.
  package func withAdmin<T>(logger: Logger, _ body: (KafkaAdmin) async throws -> T) async throws -> T {
    let admin = try KafkaAdmin(configuration: kafka, logger: logger)
    do {
      try await admin.checkReachable()
      let value = try await body(admin)
      await admin.close()
      return value
    } catch {
      await admin.close()
      throw error
    }
  }
}
