package import Inspection
import NIOSSL

/// Runs probes of every kind.
package final class Prober: Sendable {
  private let plugins: PluginRunner
  private let http: HTTPProber
  private let connections: ConnectionProber

  /// - Parameters:
  ///   - plugins: what may be run, by the name that checklists use.
  ///   - connectionsPerHost: at the same time, of probes of all kinds; the time that one waits for its turn
  ///     counts neither as latency nor against its timeout.
  ///   - mostConnections: web connections that nobody uses are kept for a while, but closed where more than this
  ///     would be open.
  ///   - trustRoots: a PEM file of the certificates that count as roots; nil for the system's.
  package init(
    plugins: [String: AllowedPlugin], connectionsPerHost: Int = 8, mostConnections: Int = 1_000,
    trustRoots: String? = nil
  ) {
    let roots = trustRoots.map { NIOSSLTrustRoots.file($0) } ?? .default
    self.plugins = PluginRunner(allowed: plugins)
    let hosts = HostGates(limit: connectionsPerHost)
    http = HTTPProber(client: WebClient(mostConnections: mostConnections, roots: roots), hosts: hosts)
    connections = ConnectionProber(hosts: hosts, roots: roots)
  }

  /// - Throws: `CancellationError` when the task is cancelled.
  package func run(_ probe: Probe, for site: SiteReference) async throws -> ProbeVerdict {
    switch probe {
    case .plugin(let call): try await plugins.run(call, for: site)
    case .http(let probe): try await http.run(probe, for: site)
    case .tcp(let probe): try await connections.run(probe, for: site)
    case .tls(let probe): try await connections.run(probe, for: site)
    }
  }

  /// Lets go of all connections. Nothing may be run afterwards.
  package func shutDown() async {
    await http.client.shutDown()
  }
}
