import Compression
import HTTPTypes
import Hummingbird
import NIOCore
import StatusServer

/// Packs what is text for clients that take gzip (RFC 9110, section 12.5.3).
struct CompressionMiddleware: RouterMiddleware {
  typealias Context = FleetContext

  /// Below it fits into one packet either way.
  private static let leastBytes = 1_024
  private static let types = [
    "text/html", "text/css", "text/csv", "text/markdown", "text/plain", "text/javascript", "image/svg+xml",
    "application/json", "application/jsonl", "application/geo+json", "application/problem+json",
    "application/javascript",
  ]

  func handle(
    _ request: Request, context: FleetContext, next: (Request, FleetContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard Self.isText(response), response.body.contentLength ?? Int.max >= Self.leastBytes else {
      return response
    }
    response.headers[.vary] = [response.headers[.vary], "Accept-Encoding"].compactMap(\.self).joined(
      separator: ", ")
    guard request.method != .head, Self.takesGzip(request) else { return response }
    if response.body.contentLength != nil {
      guard let gzip = GzipStream() else { return response }
      let packed = gzip.finish(try await response.body.bytes().readableBytesView)
      response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: packed))
    } else {
      response.body = Self.packed(response.body)
    }
    response.headers[.contentEncoding] = "gzip"
    response.headers[.contentLength] = nil
    // The bytes are others now, what they say is not.
    if let tag = response.headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/\(tag)" }
    return response
  }

  private static func packed(_ body: ResponseBody) -> ResponseBody {
    ResponseBody { writer in
      guard let gzip = GzipStream() else { throw HTTPError(.internalServerError) }
      try await body.write(writer.packed(by: gzip))
    }
  }

  private static func isText(_ response: Response) -> Bool {
    guard response.status != .notModified, response.headers[.contentEncoding] == nil else { return false }
    let type = response.headers[.contentType]?.prefix { $0 != ";" } ?? ""
    return types.contains(String(type))
  }

  /// Whether gzip is named, or everything is, and neither with a quality of 0.
  static func takesGzip(_ request: Request) -> Bool {
    var quality: [Substring: Bool] = [:]
    for coding in request.headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",") {
      let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
      guard let name = parts.first else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      quality[name[...]] = weight ?? 1 > 0
    }
    return quality["gzip"] ?? quality["*"] ?? false
  }
}

private struct PackingWriter<Parent: ResponseBodyWriter>: ResponseBodyWriter {
  var parent: Parent
  let gzip: GzipStream

  mutating func write(_ buffer: ByteBuffer) async throws {
    try await parent.write(ByteBuffer(bytes: gzip.pack(buffer.readableBytesView)))
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    try await parent.write(ByteBuffer(bytes: gzip.finish()))
    try await parent.finish(trailingHeaders)
  }
}

extension ResponseBodyWriter {
  fileprivate consuming func packed(by gzip: GzipStream) -> some ResponseBodyWriter {
    PackingWriter(parent: self, gzip: gzip)
  }
}
