import Foundation
import Inspection
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// Asks by TCP and by TLS.
struct ConnectionProber: Sendable {
  let hosts: HostGates
  /// Whose certificates count as roots.
  let roots: NIOSSLTrustRoots

  func run(_ probe: TCPProbe, for site: SiteReference) async throws -> ProbeVerdict {
    guard let endpoint = probe.endpoint.resolved(for: site) else {
      return Self.noEndpoint(probe.endpoint, site)
    }
    let what = "tcp \(endpoint.host):\(endpoint.port)"
    return try await hosts.pass("\(endpoint.host):\(endpoint.port)") {
      let began = ContinuousClock.now
      do {
        let channel = try await Self.bootstrap(probe.timeout)
          .connect(host: endpoint.host, orAddressAt: endpoint.port).get()
        let took = ContinuousClock.now - began
        channel.close(promise: nil)
        return Latency.verdict(took, limit: probe.latencyLimit, asking: what) ?? .met
      } catch {
        return NetworkFailure.verdict(error, asking: what)
      }
    }
  }

  func run(_ probe: TLSProbe, for site: SiteReference) async throws -> ProbeVerdict {
    guard let endpoint = probe.endpoint.resolved(for: site) else {
      return Self.noEndpoint(probe.endpoint, site)
    }
    let name = probe.name.map { ProbePlaceholders.fill($0, for: site) } ?? endpoint.host
    let what = "tls \(endpoint.host):\(endpoint.port)"
    return try await hosts.pass("\(endpoint.host):\(endpoint.port)") {
      do {
        // First whatever certificate there is, so that an expired one can be said to be just that.
        let shown = try await handshake(endpoint, name, verified: false, within: probe.timeout)
        guard let certificate = shown else { return .violated("\(what) shows no certificate") }
        if let verdict = Self.validity(certificate, days: probe.days, asking: what) { return verdict }
        _ = try await handshake(endpoint, name, verified: true, within: probe.timeout)
        return .met
      } catch {
        return NetworkFailure.verdict(error, asking: what)
      }
    }
  }

  private static func noEndpoint(_ endpoint: ProbeEndpoint, _ site: SiteReference) -> ProbeVerdict {
    .undecided(
      .init(.unavailable, "\"\(ProbePlaceholders.fill(endpoint.text, for: site))\" is no host:port"))
  }

  private static func bootstrap(_ timeout: Duration) -> ClientBootstrap {
    ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(TimeAmount(timeout))
  }

  private static func validity(
    _ certificate: NIOSSLCertificate, days: Int, asking what: String
  ) -> ProbeVerdict? {
    let now = Date().timeIntervalSince1970
    let (from, until) = (Double(certificate.notValidBefore), Double(certificate.notValidAfter))
    let day = CivilDate(days: Int32(clamping: Int((until / 86_400).rounded(.down))))
    if now < from { return .violated("\(what): the certificate is not valid yet") }
    if now > until { return .violated("\(what): the certificate expired on \(day)") }
    if until - now < Double(days) * 86_400 {
      return .violated("\(what): the certificate expires on \(day), in less than \(days) days")
    }
    return nil
  }

  // MARK: Handshake

  /// - Returns: the certificate that the other side shows.
  private func handshake(
    _ endpoint: (host: String, port: Int), _ name: String, verified: Bool, within timeout: Duration
  ) async throws -> NIOSSLCertificate? {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = roots
    let context = try NIOSSLContext(configuration: configuration)
    let watch = HandshakeWatch()
    let channel = try await Self.bootstrap(timeout)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // An address is no server name (RFC 6066); it is compared with the certificate's addresses then.
          let isAddress = (try? SocketAddress(ipAddress: name, port: 0)) != nil
          let serverName = isAddress ? nil : name
          let handler: NIOSSLClientHandler
          if verified {
            handler = try NIOSSLClientHandler(context: context, serverHostname: serverName)
          } else {
            handler = try NIOSSLClientHandler(
              context: context, serverHostname: serverName,
              customVerificationCallback: { certificates, promise in
                watch.certificate.withLock { $0 = certificates.first }
                promise.succeed(.certificateVerified)
              })
          }
          try channel.pipeline.syncOperations.addHandler(handler)
          try channel.pipeline.syncOperations.addHandler(HandshakeHandler(watch))
        }
      }
      .connect(host: endpoint.host, orAddressAt: endpoint.port).get()
    let expiry = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
      watch.finish(.failure(NetworkFailure.TimedOut()))
    }
    defer {
      expiry.cancel()
      channel.close(promise: nil)
    }
    try await watch.wait()
    return watch.certificate.withLock { $0 }
  }
}

/// Where the end of a handshake is waited for.
private final class HandshakeWatch: Sendable {
  let certificate = Mutex<NIOSSLCertificate?>(nil)
  private let results: AsyncThrowingStream<Void, any Error>
  private let continuation: AsyncThrowingStream<Void, any Error>.Continuation

  init() {
    (results, continuation) = AsyncThrowingStream.makeStream(of: Void.self)
  }

  func finish(_ result: Result<Void, any Error>) {
    switch result {
    case .success:
      continuation.yield()
      continuation.finish()
    case .failure(let error): continuation.finish(throwing: error)
    }
  }

  func wait() async throws {
    for try await _ in results { return }
    throw CancellationError()
  }
}

private final class HandshakeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let watch: HandshakeWatch

  init(_ watch: HandshakeWatch) {
    self.watch = watch
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { watch.finish(.success(())) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    watch.finish(.failure(error))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch.finish(.failure(NIOSSLError.uncleanShutdown))
    context.fireChannelInactive()
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
