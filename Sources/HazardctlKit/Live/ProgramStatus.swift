import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What a worker or an aggregator says of itself at `/readyz` and `/metrics`.
struct ProgramStatus: Sendable {
  enum State: String, Sendable, Encodable { case ready, waiting, unreachable }

  /// As it was named.
  var address: String
  var state: State
  /// What it waits for, or why it does not answer.
  var reasons: [String] = []
  var metrics = MetricText("")

  /// Asks without a token: both are open to all. Never fails.
  static func ask(_ address: String, _ base: URL, _ session: URLSession) async -> ProgramStatus {
    do {
      let (body, _) = try await session.data(from: base.appending(path: "readyz"))
      let readiness = try JSONDecoder().decode(Readiness.self, from: body)
      let waiting = readiness.conditions.filter { !$0.ready }.map { "\($0.name): \($0.reason)" }
      let (text, _) = try await session.data(from: base.appending(path: "metrics"))
      return ProgramStatus(
        address: address, state: waiting.isEmpty ? .ready : .waiting, reasons: waiting,
        metrics: MetricText(String(decoding: text, as: UTF8.self)))
    } catch let error as URLError {
      return ProgramStatus(address: address, state: .unreachable, reasons: [error.localizedDescription])
    } catch {
      return ProgramStatus(
        address: address, state: .unreachable,
        reasons: ["its answer is not that of a worker or an aggregator"])
    }
  }

  private struct Readiness: Decodable {
    struct Condition: Decodable {
      var name: String
      var ready: Bool
      var reason: String
    }

    var conditions: [Condition]
  }
}
