import Foundation
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// A server on a loopback port that says the same to everybody.
package struct CannedServer: Sendable {
  package let port: Int

  /// What it does with a connection.
  package enum Manner: Sendable {
    /// Says this when the client has said something, and closes.
    case answers(String)
    /// Says this to the first request on every connection, and closes when another one comes.
    case answersOnce(String)
    /// Answers with the first line of the request, as JSON: `{"line": ...}`.
    case echoes
    /// Says nothing, ever.
    case isSilent
    /// Talks without end.
    case floods
    /// Closes without a word.
    case hangsUp
  }

  /// Runs `body` beside a server that is gone afterwards.
  ///
  /// - Parameter certificate: a chain and its key, PEM; nil for plain TCP.
  package static func run<T: Sendable>(
    _ manner: Manner, certificate: (chain: String, key: String)? = nil,
    _ body: @Sendable (CannedServer) async throws -> T
  ) async throws -> T {
    let tls = try certificate.map { certificate in
      try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: NIOSSLCertificate.fromPEMBytes(Array(certificate.chain.utf8)).map {
            .certificate($0)
          },
          privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(certificate.key.utf8), format: .pem))))
    }
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(MannerHandler(manner))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    defer { channel.close(promise: nil) }
    return try await body(CannedServer(port: channel.localAddress?.port ?? 0))
  }

  /// Runs `body` with a port that refuses connections: it is taken, and nobody listens on it.
  package static func refusing<T>(_ body: (_ port: Int) async throws -> T) async throws -> T {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw IOError(errnoCode: errno, reason: "bind") }
    return try await body(Int(UInt16(bigEndian: address.sin_port)))
  }
}

private final class MannerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let manner: CannedServer.Manner
  private var hasAnswered = false

  init(_ manner: CannedServer.Manner) {
    self.manner = manner
  }

  func channelActive(context: ChannelHandlerContext) {
    if case .hangsUp = manner { context.close(promise: nil) }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch manner {
    case .answers(let text):
      let loop = NIOLoopBound(context, eventLoop: context.eventLoop)
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)))
        .whenComplete { _ in loop.value.close(promise: nil) }
    case .answersOnce(let text):
      guard !hasAnswered else { return context.close(promise: nil) }
      hasAnswered = true
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    case .echoes:
      let line = String(buffer: unwrapInboundIn(data)).prefix { $0 != "\r\n" }
      let body = "{\"line\": \"\(line)\"}"
      let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    case .floods: flood(context)
    case .isSilent, .hangsUp: break
    }
  }

  private func flood(_ context: ChannelHandlerContext) {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    context.write(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
    let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
    for _ in 0..<64 { context.write(wrapOutboundOut(ByteBuffer(string: chunk)), promise: nil) }
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
