import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server on all loopback addresses that takes its time, and counts how many requests it has in hand.
final class SlowServer: Sendable {
  struct Counts: Sendable {
    var inHand = 0
    var atOnce = 0
    var byHost: [String: Int] = [:]
    var atOnceByHost = 0
    var total = 0

    mutating func begin(_ host: String) {
      total += 1
      inHand += 1
      atOnce = max(atOnce, inHand)
      byHost[host, default: 0] += 1
      atOnceByHost = max(atOnceByHost, byHost[host] ?? 0)
    }

    mutating func end(_ host: String) {
      inHand -= 1
      byHost[host, default: 0] -= 1
    }
  }

  /// An answer is held back until so many requests were in hand at once.
  let gathering: Int
  let delay: TimeAmount
  private let state = Mutex(Counts())
  private let waiting = Mutex<[@Sendable () -> Void]>([])

  init(gathering: Int = 0, delay: TimeAmount = .milliseconds(100)) {
    self.gathering = gathering
    self.delay = delay
  }

  var counts: Counts { state.withLock { $0 } }

  func run<T: Sendable>(_ body: @Sendable (_ port: Int) async throws -> T) async throws -> T {
    Self.raiseFileLimit()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 4_096)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(SlowHandler(self))
        }
      }
      .bind(host: "0.0.0.0", port: 0).get()
    defer { channel.close(promise: nil) }
    return try await body(channel.localAddress?.port ?? 0)
  }

  fileprivate func begin(_ host: String, _ answer: @escaping @Sendable () -> Void) {
    let isGathered = state.withLock { counts in
      counts.begin(host)
      return counts.atOnce >= gathering
    }
    guard isGathered else { return waiting.withLock { $0.append(answer) } }
    let held = waiting.withLock { held in
      defer { held = [] }
      return held
    }
    for answer in held { answer() }
    answer()
  }

  fileprivate func end(_ host: String) {
    state.withLock { $0.end(host) }
  }

  /// Both ends of every connection are this process's.
  private static func raiseFileLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return }
    limits.rlim_cur = limits.rlim_max
    _ = setrlimit(resource, &limits)
  }
}

private final class SlowHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let server: SlowServer

  init(_ server: SlowServer) {
    self.server = server
  }

  /// A request of these probes comes in one piece.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
    let host = context.channel.localAddress?.ipAddress ?? ""
    let (server, channel) = (server, context.channel)
    server.begin(host) {
      channel.eventLoop.scheduleTask(in: server.delay) {
        // Counted before the answer is out: who has it may ask the next at once.
        server.end(host)
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
        loop.value.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
