package import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Asks a server of a test over HTTP.
package struct TestClient: Sendable {
  package struct Answer {
    package var status: Int
    /// By their names in lower case.
    package var headers: [String: String]
    package var body: Data

    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
    func urlSession(
      _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
      completionHandler(nil)
    }
  }

  private let session: URLSession

  /// Follows redirects and keeps cookies.
  package static let following = TestClient(session: .shared)

  /// As a browser would that follows nothing and keeps no cookies.
  package static let plain = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    return TestClient(
      session: URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil))
  }()

  package func ask(
    _ address: String, method: String = "GET", body: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    guard let url = URL(string: address) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    var fields: [String: String] = [:]
    for (name, value) in response.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
    return Answer(status: response.statusCode, headers: fields, body: data)
  }
}
