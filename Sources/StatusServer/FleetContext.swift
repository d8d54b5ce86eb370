package import Access
package import Hummingbird
import NIOCore

/// What is known of a request beside its words.
package struct FleetContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The peer's address, without its port.
  package let remoteAddress: String
  /// Names the request in logs and to its sender.
  package var requestID = ""
  /// Who asks; nil until it is known.
  package var principal: Principal?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress ?? "local"
  }

  /// The template of the route that took the request; nil when none did, which the router marks with a word in its place.
  package var route: String? {
    endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
