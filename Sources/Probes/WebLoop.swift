import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The requests and connections of one event loop, on which all of it happens.
final class WebLoop {
  private struct Aside {
    var connection: WebConnection
    var times: Int
    var since: NIODeadline

    /// Whether the connection has lain there ever since.
    var isThere: Bool { connection.isIdle && connection.timesKept == times }
  }

  /// How long a connection is kept that nobody uses.
  private static let patience = TimeAmount.seconds(10)
  /// Deadlines are kept to this.
  private static let tick = TimeAmount.milliseconds(10)

  private let eventLoop: any EventLoop
  private let tls: NIOSSLContext?
  /// No more connections than this are open for the sake of those that are kept.
  private let mostConnections: Int
  private var open = 0
  private var asks: [Int: WebAsk] = [:]
  private var kept: [WebAddress.Origin: [WebConnection]] = [:]
  /// The same, the oldest first.
  private var ages: CircularBuffer<Aside> = []
  private var alarm: (at: NIODeadline, task: Scheduled<Void>)?
  private var isSweeping = false
  private var isShutDown = false

  /// - Parameter tls: nil where its roots cannot be read; https fails then.
  init(on eventLoop: any EventLoop, tls: NIOSSLContext?, mostConnections: Int) {
    self.eventLoop = eventLoop
    self.tls = tls
    self.mostConnections = max(1, mostConnections)
  }

  // MARK: Requests

  func begin(_ ask: WebAsk) {
    guard !isShutDown else { return ask.end(.failure(CancellationError())) }
    asks[ask.id] = ask
    watch(ask.deadline)
    if let connection = takeKept(ask.address.origin) {
      ask.isOnKeptConnection = true
      connection.send(ask)
    } else {
      connect(ask)
    }
  }

  /// - Parameter id: of a request that may have ended.
  func cancel(_ id: Int) {
    if let ask = asks[id] { abandon(ask, CancellationError()) }
  }

  func end(_ ask: WebAsk, _ result: Result<WebAnswer, any Error>) {
    asks[ask.id] = nil
    ask.end(result)
  }

  func shutDown() {
    isShutDown = true
    for ask in Array(asks.values) { abandon(ask, CancellationError()) }
    for connection in Array(kept.values.joined()) { connection.close() }
    ages = []
    alarm?.task.cancel()
  }

  private func abandon(_ ask: WebAsk, _ error: any Error) {
    ask.connection?.close()
    end(ask, .failure(error))
  }

  // MARK: Connections

  func connect(_ ask: WebAsk) {
    ask.isOnKeptConnection = false
    makeRoom()
    open += 1
    let origin = ask.address.origin
    let connection = NIOLoopBound(WebConnection(to: origin, on: self), eventLoop: eventLoop)
    let (tls, name) = (tls, Self.serverName(of: origin.host))
    // One that nobody waits for any more must not stay half open for long.
    let left = max(.milliseconds(1), ask.deadline - .now())
    ClientBootstrap(group: eventLoop)
      .connectTimeout(left)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if origin.isSecure {
            guard let tls else { throw NIOSSLError.failedToLoadCertificate }
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          try pipeline.addHandler(HTTPRequestEncoder())
          try pipeline.addHandler(
            ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes)))
          try pipeline.addHandler(connection.value)
        }
      }
      .connect(host: origin.host, orAddressAt: origin.port)
      .assumeIsolated()
      .whenComplete { self.connected(connection.value, $0, for: ask) }
  }

  private func connected(
    _ connection: WebConnection, _ result: Result<any Channel, any Error>, for ask: WebAsk
  ) {
    let isWaited = asks[ask.id] === ask
    switch result {
    case .success where isWaited: connection.send(ask)
    case .success: connection.close()
    case .failure(let error):
      open -= 1
      if isWaited { end(ask, .failure(error)) }
    }
  }

  /// An address is no server name (RFC 6066); it is compared with the certificate's addresses then.
  private static func serverName(of host: String) -> String? {
    (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
  }

  func wasClosed(_ connection: WebConnection) {
    open -= 1
    kept[connection.origin]?.removeAll { $0 === connection }
    if kept[connection.origin]?.isEmpty == true { kept[connection.origin] = nil }
  }

  // MARK: Kept connections

  func keep(_ connection: WebConnection) {
    guard !isShutDown else { return connection.close() }
    kept[connection.origin, default: []].append(connection)
    while let oldest = ages.first, !oldest.isThere { ages.removeFirst() }
    ages.append(Aside(connection: connection, times: connection.timesKept, since: .now()))
    sweepLater(at: .now() + Self.patience)
  }

  private func takeKept(_ origin: WebAddress.Origin) -> WebConnection? {
    while let connection = kept[origin]?.popLast() {
      if kept[origin]?.isEmpty == true { kept[origin] = nil }
      if connection.isIdle { return connection }
    }
    return nil
  }

  private func makeRoom() {
    var excess = open + 1 - mostConnections
    while excess > 0, let oldest = ages.popFirst() {
      guard oldest.isThere else { continue }
      oldest.connection.close()
      excess -= 1
    }
  }

  private func sweepLater(at time: NIODeadline) {
    guard !isSweeping else { return }
    isSweeping = true
    eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.sweep() }
  }

  private func sweep() {
    isSweeping = false
    let limit = NIODeadline.now() - Self.patience
    while let oldest = ages.first, !oldest.isThere || oldest.since <= limit {
      ages.removeFirst()
      if oldest.isThere { oldest.connection.close() }
    }
    if let oldest = ages.first { sweepLater(at: oldest.since + Self.patience) }
  }

  // MARK: Deadlines

  /// One alarm for the earliest of all: the event loop looks through all of its own to cancel one.
  private func watch(_ deadline: NIODeadline) {
    if let alarm, alarm.at <= deadline { return }
    alarm?.task.cancel()
    alarm = (deadline, eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.expire() })
  }

  private func expire() {
    alarm = nil
    let now = NIODeadline.now()
    for ask in asks.values.filter({ $0.deadline <= now }) { abandon(ask, NetworkFailure.TimedOut()) }
    if let next = asks.values.lazy.map(\.deadline).min() { watch(max(next, now + Self.tick)) }
  }
}

extension ClientBootstrap {
  /// An address is not looked up, which would go by a thread of its own.
  func connect(host: String, orAddressAt port: Int) -> EventLoopFuture<any Channel> {
    if let address = try? SocketAddress(ipAddress: host, port: port) { return connect(to: address) }
    return connect(host: host, port: port)
  }
}
