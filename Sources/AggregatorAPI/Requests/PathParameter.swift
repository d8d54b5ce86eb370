import Foundation
import Hummingbird
import StatusServer

extension FleetContext {
  /// A part of the path, decoded.
  func pathParameter(_ name: String) throws -> String {
    guard let raw = parameters.get(name), let text = raw.removingPercentEncoding, !text.isEmpty else {
      throw Problem(.badRequest, "The path's \(name) is not valid percent-encoded UTF-8.")
    }
    return text
  }
}
