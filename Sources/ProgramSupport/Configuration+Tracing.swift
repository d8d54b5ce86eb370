import ArgumentParser
package import Fleet
import Foundation
package import Logging
package import Traces

extension Configuration {
  /// What sends traces to the collector that is configured.
  ///
  /// - Parameter instance: what tells the program from others of its kind; nil for its host and process id.
  /// - Returns: nil where there is none: nothing is traced then.
  /// - Throws: as `refuse`, for an address that is none.
  package func spanExporter(
    service: String, instance: String? = nil, logger: Logger
  ) throws -> SpanExporter? {
    let environment = ProcessInfo.processInfo.environment
    let own = self[Settings.tracingEndpoint]
    guard let endpoint = OTLPEndpoint(environment, own: own) else {
      guard own != nil, environment["OTEL_SDK_DISABLED"] != "true" else { return nil }
      try refuse(Settings.tracingEndpoint, "\"\(own ?? "")\" is not \(Settings.tracingEndpoint.about.form)")
    }
    let process = ProcessInfo.processInfo
    return SpanExporter(
      endpoint, service: service, instance: instance ?? "\(process.hostName)-\(process.processIdentifier)",
      logger: logger)
  }
}
