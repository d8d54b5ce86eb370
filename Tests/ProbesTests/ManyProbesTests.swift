import Inspection
import Probes
import Testing

/// Thousands of probes in one worker, with bounded connections per host.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ManyProbesTests {
  /// Runs as many probes at once, host after host.
  private static func verdicts(
    of probe: String, count: Int, hosts: Int, port: Int, perHost: Int
  ) async throws -> [ProbeVerdict] {
    let prober = Prober(plugins: [:], connectionsPerHost: perHost)
    let probe = try ProbeSyntax.parse(probe)
    let verdicts = try await withThrowingTaskGroup(of: ProbeVerdict.self) { group in
      for index in 0..<count {
        let site = SiteReference(
          id: "s\(index)", type: "device", region: "r", address: "127.0.0.\(1 + index % hosts):\(port)")
        group.addTask { try await prober.run(probe, for: site) }
      }
      return try await group.reduce(into: [ProbeVerdict]()) { $0.append($1) }
    }
    await prober.shutDown()
    return verdicts
  }

  /// The server answers nobody before it has all 2,000 in hand, so that they are under way at once for sure.
  @Test func twoThousandRequestsAreUnderWayAtOnce() async throws {
    let server = SlowServer(gathering: 2_000)
    let verdicts = try await server.run { port in
      try await Self.verdicts(
        of: "http http://{address}/ status=200 timeout=150s", count: 2_000, hosts: 250, port: port, perHost: 8
      )
    }
    #expect(verdicts.allSatisfy { $0 == .met }, "\(Set(verdicts).prefix(3))")
    #expect(server.counts.atOnce == 2_000)
    #expect(server.counts.atOnceByHost == 8)
  }

  /// A single device is never asked by more than its share, and waiting for it counts against nobody: 200
  /// requests of 100 ms one by one take 20 s, longer than each of them may.
  @Test func oneHostIsNotOverrun() async throws {
    let server = SlowServer()
    let verdicts = try await server.run { port in
      try await Self.verdicts(
        of: "http http://{address}/ timeout=15s", count: 200, hosts: 1, port: port, perHost: 1)
    }
    #expect(verdicts.allSatisfy { $0 == .met }, "\(Set(verdicts).prefix(3))")
    #expect(server.counts.total == 200)
    #expect(server.counts.atOnceByHost == 1)
  }

  @Test func twoThousandPortsAreTried() async throws {
    let verdicts = try await SlowServer().run { port in
      try await Self.verdicts(
        of: "tcp {address} timeout=150s", count: 2_000, hosts: 250, port: port, perHost: 8)
    }
    #expect(verdicts.allSatisfy { $0 == .met }, "\(Set(verdicts).prefix(3))")
  }
}
