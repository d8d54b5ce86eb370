import AsyncHTTPClient
import Foundation
import Inspection
import NIOCore
import NIOHTTP1
import NIOSSL

/// Asks web addresses.
struct HTTPProber: Sendable {
  let client: HTTPClient
  /// Where requests wait for their turn: the client's own queue would count against their time.
  let hosts: HostGates

  /// An answer is read as far as this and not believed beyond.
  private static let largestAnswer = 1 << 20

  static func makeClient(connectionsPerHost: Int, roots: NIOSSLTrustRoots) -> HTTPClient {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = roots
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
    // A refusal is the answer.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  func run(_ probe: HTTPProbe, for site: SiteReference) async throws -> ProbeVerdict {
    let url = ProbePlaceholders.fill(probe.url, for: site)
    return try await hosts.pass(Self.host(of: url)) { try await ask(url, probe) }
  }

  /// `host:port`, as other probes call the same endpoint.
  private static func host(of url: String) -> String {
    let components = URLComponents(string: url)
    let port = components?.port ?? (url.hasPrefix("https:") ? 443 : 80)
    return "\(components?.host ?? url):\(port)"
  }

  private func ask(_ url: String, _ probe: HTTPProbe) async throws -> ProbeVerdict {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "user-agent", value: "hazardfleet")
    let began = ContinuousClock.now
    do {
      let answer = try await client.execute(request, timeout: TimeAmount(probe.timeout))
      let body = try await answer.body.collect(upTo: Self.largestAnswer)
      let took = ContinuousClock.now - began
      return judge(probe, Answer(answer, body), took, url)
    } catch is NIOTooManyBytesError {
      return .undecided(.init(.output, "\(url) answered with more than \(Self.largestAnswer) bytes"))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      return NetworkFailure.verdict(error, asking: url)
    }
  }

  private struct Answer {
    let status: Int
    let lastModified: String?
    let body: ByteBuffer

    init(_ response: HTTPClientResponse, _ body: ByteBuffer) {
      status = Int(response.status.code)
      lastModified = response.headers.first(name: "last-modified")
      self.body = body
    }
  }

  private func judge(_ probe: HTTPProbe, _ answer: Answer, _ took: Duration, _ url: String) -> ProbeVerdict {
    guard probe.statuses.contains(where: { $0.contains(answer.status) }) else {
      return .violated("\(url) answered with status \(answer.status)")
    }
    if let verdict = Latency.verdict(took, limit: probe.latencyLimit, asking: url) { return verdict }
    let wantsJSON = !probe.conditions.isEmpty || probe.freshness.contains { $0.pointer != nil }
    var document: JSONDocument?
    if wantsJSON {
      document = JSONDocument(Array(answer.body.readableBytesView))
      guard document != nil else { return .violated("\(url) answered with no JSON") }
    }
    for condition in probe.conditions {
      if let fault = document?.fault(of: condition) { return .violated("\(url): \(fault)") }
    }
    let now = Date()
    for rule in probe.freshness {
      let fault = Freshness.fault(of: rule, document: document, lastModified: answer.lastModified, now: now)
      if let fault { return .violated("\(url): \(fault)") }
    }
    return .met
  }
}
