import HTTPTypes
import Hummingbird
import StatusServer

extension CORSMiddleware<FleetContext> {
  /// For the pages of one origin.
  init(for origin: String) {
    let names = ["Idempotency-Key", "X-Request-Id", "Last-Event-ID"].compactMap { HTTPField.Name($0) }
    self.init(
      allowOrigin: .custom(origin), allowHeaders: [.authorization, .contentType, .ifMatch] + names,
      allowMethods: [.get, .post, .head], exposedHeaders: ([.eTag, .retryAfter] + names).map(\.rawName))
  }
}
