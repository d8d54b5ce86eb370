import HTTPTypes
import Hummingbird
import StatusServer

/// Packs answers for clients that take gzip: long exports above all.
struct CompressionMiddleware: RouterMiddleware {
  typealias Context = FleetContext

  /// Shorter answers fit a packet as they are.
  private static let shortest = 1_024
  private static let types = [
    "application/json", "application/problem+json", "application/jsonl", "application/geo+json", "text/html",
    "text/csv", "text/markdown", "text/css", "text/javascript",
  ]

  func handle(
    _ request: Request, context: FleetContext, next: (Request, FleetContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard Self.isWorthwhile(response) else { return response }
    response.headers[values: .vary].append("Accept-Encoding")
    guard Self.takesGzip(request), request.method != .head else { return response }
    response.headers[.contentEncoding] = "gzip"
    response.headers[.contentLength] = nil
    let body = response.body
    response.body = ResponseBody { writer in
      guard let stream = GzipStream() else { throw HTTPError(.serviceUnavailable) }
      try await body.write(GzipWriter(parent: writer, stream: stream))
    }
    return response
  }

  private static func isWorthwhile(_ response: Response) -> Bool {
    let type = response.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
    return types.contains(type) && response.headers[.contentEncoding] == nil
      && (response.body.contentLength ?? .max) >= shortest
  }

  /// `gzip` or `*` with a weight that is not 0 (RFC 9110, 12.5.3).
  private static func takesGzip(_ request: Request) -> Bool {
    let codings = request.headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",")
    var weights: [String: Double] = [:]
    for coding in codings {
      let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
      guard let name = parts.first else { continue }
      weights[name] = parts.dropFirst().first.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
    }
    return (weights["gzip"] ?? weights["*"] ?? 0) > 0
  }
}

private struct GzipWriter: ResponseBodyWriter {
  var parent: any ResponseBodyWriter
  let stream: GzipStream

  mutating func write(_ buffer: ByteBuffer) async throws {
    let packed = buffer.withUnsafeReadableBytes { stream.pack($0) }
    if !packed.isEmpty { try await parent.write(ByteBuffer(bytes: packed)) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    let rest = stream.pack(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    try await parent.write(ByteBuffer(bytes: rest))
    try await parent.finish(trailingHeaders)
  }
}
