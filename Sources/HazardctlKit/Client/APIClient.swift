import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Asks the aggregator's HTTP API.
struct APIClient: Sendable {
  let base: URL
  private let token: String?
  private let session: URLSession

  /// - Parameters:
  ///   - token: nil where the API asks nobody who they are.
  ///   - patience: seconds without a sign of an answer.
  init(base: URL, token: String? = nil, patience: Double = 30) {
    self.base = base
    self.token = token
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    session = URLSession(configuration: configuration)
  }

  /// - Parameter path: segments, not yet encoded.
  func get(_ path: [String], _ query: [(String, String?)] = []) async throws -> Data {
    try await ask(request(try url(path, query)))
  }

  /// Hands an answer of any kind on as it comes.
  ///
  /// - Parameter path: segments, not yet encoded.
  func download(
    _ path: [String], _ query: [(String, String?)], take: (Data) throws -> Void
  ) async throws {
    try await Download.run(request(try url(path, query)), base: base, take: take)
  }

  /// - Parameters:
  ///   - path: segments, not yet encoded.
  ///   - body: JSON.
  func post(_ path: [String], body: Data, headers: [(String, String)]) async throws -> Data {
    var request = request(try url(path, []))
    request.httpMethod = "POST"
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    return try await ask(request)
  }

  private func request(_ url: URL) -> URLRequest {
    var request = URLRequest(url: url)
    // As everything here is, whatever the person's language.
    request.setValue("en", forHTTPHeaderField: "Accept-Language")
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    return request
  }

  private func ask(_ request: URLRequest) async throws -> Data {
    let url = request.url ?? base
    let (data, response) = try await fetch(request)
    guard let response = response as? HTTPURLResponse else {
      throw Failure.unavailable("\(url.absoluteString) did not answer in HTTP.")
    }
    let isJSON = response.value(forHTTPHeaderField: "Content-Type")?.contains("json") ?? false
    switch response.statusCode {
    case 200..<300 where isJSON: return data
    case 400..<500 where isJSON:
      var failure = Failure.refused(ProblemReply.text(data) ?? "the API answered \(response.statusCode).")
      failure.status = response.statusCode
      throw failure
    case 500...:
      let said = ProblemReply.text(data) ?? "status \(response.statusCode)."
      throw Failure.unavailable("the API failed at \(url.absoluteString): \(said)")
    default:
      throw Failure.unavailable(
        "\(url.absoluteString) answered \(response.statusCode), but not as HazardFleet's API does. "
          + "Is --api (or HAZARDCTL_API) the aggregator's address?")
    }
  }

  func decode<Reply: Decodable>(_: Reply.Type, from data: Data) throws -> Reply {
    do {
      return try JSONDecoder().decode(Reply.self, from: data)
    } catch {
      throw Failure.unavailable(
        "\(base.absoluteString) answered in a form that this program does not know. "
          + "Are they of the same version? (\(error))")
    }
  }

  private func fetch(_ request: URLRequest) async throws -> (Data, URLResponse) {
    do {
      return try await session.data(for: request)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw Failure.unavailable(
        """
        cannot reach the API at \(base.absoluteString): \(Self.reason(error))
        Is hazard-aggregator running there? Name another address with --api URL or HAZARDCTL_API.
        """)
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? URLError else { return "\(error)" }
    switch error.code {
    case .cannotConnectToHost: return "the connection was refused."
    case .cannotFindHost, .dnsLookupFailed: return "there is no such host."
    case .timedOut: return "no answer in time."
    case .networkConnectionLost: return "the connection was lost."
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot:
      return "the TLS connection failed (\(error.localizedDescription))."
    default: return "\(error.localizedDescription) (\(error.code.rawValue))."
    }
  }

  private func url(_ path: [String], _ query: [(String, String?)]) throws -> URL {
    var text = base.absoluteString
    while text.hasSuffix("/") { text.removeLast() }
    text += path.map { "/" + Self.encoded($0) }.joined()
    let given = query.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
    if !given.isEmpty { text += "?" + given.joined(separator: "&") }
    guard let url = URL(string: text) else { throw Failure.unavailable("\(text) is not a URL.") }
    return url
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }
}
