import Foundation
import Inspection
import NIOCore

/// Asks web addresses.
struct HTTPProber: Sendable {
  let client: WebClient
  let hosts: HostGates

  func run(_ probe: HTTPProbe, for site: SiteReference) async throws -> ProbeVerdict {
    let url = ProbePlaceholders.fill(probe.url, for: site)
    guard let address = WebAddress(url) else {
      return .undecided(.init(.unavailable, "\(url) cannot be asked: it is no address of http or https"))
    }
    return try await hosts.pass(address.origin.endpoint) { try await ask(url, address, probe) }
  }

  private func ask(_ url: String, _ address: WebAddress, _ probe: HTTPProbe) async throws -> ProbeVerdict {
    let began = ContinuousClock.now
    do {
      let answer = try await client.ask(address, within: probe.timeout)
      return judge(probe, answer, ContinuousClock.now - began, url)
    } catch is NIOTooManyBytesError {
      return .undecided(
        .init(.output, "\(url) answered with more than \(WebConnection.largestAnswer) bytes"))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      return NetworkFailure.verdict(error, asking: url)
    }
  }

  private func judge(_ probe: HTTPProbe, _ answer: WebAnswer, _ took: Duration, _ url: String) -> ProbeVerdict
  {
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
