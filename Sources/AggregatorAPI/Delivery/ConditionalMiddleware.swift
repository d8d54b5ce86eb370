import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import StatusServer

/// Gives every JSON answer to a GET an ETag, and spares clients what they have already (RFC 9110, section 13).
struct ConditionalMiddleware: RouterMiddleware {
  typealias Context = FleetContext

  func handle(
    _ request: Request, context: FleetContext, next: (Request, FleetContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard request.method == .get, request.uri.path.hasPrefix("/v1/"), response.status == .ok,
      response.isWholeJSON
    else { return response }
    let tag: String
    if let version = response.headers[.eTag] {
      tag = version
    } else {
      let bytes = try await response.body.bytes()
      response.body = ResponseBody(byteBuffer: bytes)
      tag = "W/\"\(Self.hash(bytes))\""
      response.headers[.eTag] = tag
    }
    // It may be kept, by the client alone, and has to be asked for again each time.
    response.headers[.cacheControl] = "private, no-cache"
    guard Self.isKnown(tag, request) else { return response }
    let kept = [HTTPField.Name.eTag, .cacheControl, .vary].compactMap { name in
      response.headers[name].map { HTTPField(name: name, value: $0) }
    }
    return Response(status: .notModified, headers: HTTPFields(kept))
  }

  private static func hash(_ bytes: ByteBuffer) -> String {
    SHA256.hash(data: bytes.readableBytesView).prefix(12).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// Compares weakly: what the bytes say counts, not how they are packed.
  private static func isKnown(_ tag: String, _ request: Request) -> Bool {
    let tags = request.headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").map {
      $0.trimmingPrefix { $0.isWhitespace }.replacing("W/", with: "")
    }
    return tags.contains { $0.prefix { !$0.isWhitespace } == tag.replacing("W/", with: "") || $0 == "*" }
  }
}
