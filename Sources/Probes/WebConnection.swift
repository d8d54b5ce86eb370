import NIOCore
import NIOHTTP1

/// One connection to a web server, which carries one request at a time. Lives on its event loop.
final class WebConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  /// An answer is read as far as this and not believed beyond.
  static let largestAnswer = 1 << 20

  let origin: WebAddress.Origin
  private let loop: WebLoop
  private var context: ChannelHandlerContext?
  private var ask: WebAsk?
  private var answer = WebAnswer()
  private var hasBegun = false
  private var mayBeKept = false
  /// Over TLS it takes the other side's farewell until it is closed.
  private var isClosing = false
  /// How often it was put aside; tells whether it still lies there since a certain time.
  private(set) var timesKept = 0

  init(to origin: WebAddress.Origin, on loop: WebLoop) {
    self.origin = origin
    self.loop = loop
  }

  /// Whether a request can be sent.
  var isIdle: Bool { context != nil && ask == nil && !isClosing }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func send(_ ask: WebAsk) {
    guard let context else { return loop.end(ask, .failure(ChannelError.ioOnClosedChannel)) }
    self.ask = ask
    ask.connection = self
    answer = WebAnswer()
    hasBegun = false
    let headers: HTTPHeaders = ["host": ask.address.hostHeader, "user-agent": "hazardfleet"]
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: ask.address.target, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func close() {
    ask = nil
    isClosing = true
    context?.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard ask != nil else { return close() }
    hasBegun = true
    switch unwrapInboundIn(data) {
    case .head(let head):
      answer.status = Int(head.status.code)
      answer.lastModified = head.headers.first(name: "last-modified")
      mayBeKept = head.isKeepAlive
    case .body(var part):
      if answer.body.readableBytes + part.readableBytes > Self.largestAnswer {
        fail(NIOTooManyBytesError(maxBytes: Self.largestAnswer))
      } else if answer.body.readableBytes == 0 {
        answer.body = part
      } else {
        answer.body.writeBuffer(&part)
      }
    case .end: succeed()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The parser's word for an answer that ends too early.
    fail(error as? HTTPParserError == .invalidEOFState ? ChannelError.eof : error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    fail(ChannelError.eof)
    loop.wasClosed(self)
    context.fireChannelInactive()
  }

  private func succeed() {
    guard let ask = self.ask.take() else { return }
    loop.end(ask, .success(answer))
    answer = WebAnswer()
    if mayBeKept, let context, context.channel.isActive {
      timesKept += 1
      loop.keep(self)
    } else {
      close()
    }
  }

  private func fail(_ error: any Error) {
    let ask = self.ask.take()
    close()
    guard let ask else { return }
    // It says nothing of the other side that this closed a connection which nobody used.
    if ask.isOnKeptConnection, !hasBegun {
      loop.connect(ask)
    } else {
      loop.end(ask, .failure(error))
    }
  }
}
