import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Asks web servers, many thousands at the same time, over connections that are kept for a while.
///
/// It follows no redirection, and knows neither proxies nor cookies: what a device itself answers is what counts. How
/// many ask one host is not its affair (`HostGates`).
final class WebClient: Sendable {
  private typealias Bound = NIOLoopBoundBox<WebLoop>

  private let loops: [(eventLoop: any EventLoop, bound: Bound)]
  private let nextID = Atomic<Int>(0)

  /// - Parameters:
  ///   - mostConnections: kept ones are closed where more than this would be open.
  ///   - roots: whose certificates count as roots.
  init(mostConnections: Int, roots: NIOSSLTrustRoots) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = roots
    tls.applicationProtocols = ["http/1.1"]
    let context = try? NIOSSLContext(configuration: tls)
    let eventLoops = Array(MultiThreadedEventLoopGroup.singleton.makeIterator())
    loops = eventLoops.map { eventLoop in
      let loop = WebLoop(on: eventLoop, tls: context, mostConnections: mostConnections / eventLoops.count)
      return (eventLoop, Bound.makeBoxSendingValue(loop, eventLoop: eventLoop))
    }
  }

  /// - Throws: what broke; `NetworkFailure.TimedOut`; `NIOTooManyBytesError` for an answer of more than
  ///   `WebConnection.largestAnswer` bytes; `CancellationError`.
  func ask(_ address: WebAddress, within timeout: Duration) async throws -> WebAnswer {
    let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
    // Connections to one place are kept on one loop.
    let (eventLoop, bound) = loops[Int(UInt(bitPattern: address.origin.hashValue) % UInt(loops.count))]
    let deadline = NIODeadline.now() + TimeAmount(timeout)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        eventLoop.execute {
          bound.value.begin(WebAsk(id: id, address: address, deadline: deadline, continuation: continuation))
        }
        // A cancellation that came before has found nothing to cancel.
        if Task.isCancelled { eventLoop.execute { bound.value.cancel(id) } }
      }
    } onCancel: {
      eventLoop.execute { bound.value.cancel(id) }
    }
  }

  /// Lets go of all connections. What is under way fails as cancelled, and so does what comes later.
  func shutDown() async {
    for (eventLoop, bound) in loops { try? await eventLoop.submit { bound.value.shutDown() }.get() }
  }
}
