import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The aggregator's HTTP API.
struct API: Sendable {
  struct Answer: Sendable {
    var status: Int
    var body: String
  }

  let base: String

  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 30
    return URLSession(configuration: configuration)
  }()

  /// - Parameter path: with its query, percent-encoded.
  func answer(_ path: String) async throws -> Answer {
    guard let url = URL(string: base + path) else { throw Trouble("\(base)\(path) is no address") }
    let (data, response) = try await Self.session.data(from: url)
    guard let response = response as? HTTPURLResponse else { throw Trouble("\(url) gave no HTTP answer") }
    return Answer(status: response.statusCode, body: String(decoding: data, as: UTF8.self))
  }

  /// As a browser sends a form; where that leads is followed.
  func post(_ path: String, form: String) async throws -> Answer {
    guard let url = URL(string: base + path) else { throw Trouble("\(base)\(path) is no address") }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = Data(form.utf8)
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    let (data, response) = try await Self.session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw Trouble("\(url) gave no HTTP answer") }
    return Answer(status: response.statusCode, body: String(decoding: data, as: UTF8.self))
  }

  func json(_ path: String) async throws -> JSON {
    let answer = try await answer(path)
    guard answer.status == 200 else { throw Trouble("GET \(path): \(answer.status) \(answer.body)") }
    return try JSON(answer.body)
  }

  /// Nil while the ledger does not know it, or nobody listens: an aggregator may be down for the moment.
  func campaign(_ id: String) async -> JSON? {
    guard let answer = try? await answer("/v1/campaigns/\(id)"), answer.status == 200 else { return nil }
    return try? JSON(answer.body)
  }

  /// All hazards, page after page.
  func hazards() async throws -> [JSON] {
    var hazards: [JSON] = []
    var cursor: String?
    repeat {
      let page = try await json("/v1/hazards?limit=1000" + (cursor.map { "&cursor=\($0)" } ?? ""))
      hazards += page["items"].list
      cursor = page["next"].string
    } while cursor != nil
    return hazards
  }
}
