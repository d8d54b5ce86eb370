import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// What a network error says of the device that was asked: that it does not do what is required, or only that it
/// cannot be told this time.
enum NetworkFailure {
  static func verdict(_ error: any Error, asking what: String) -> ProbeVerdict {
    switch error {
    case ChannelError.connectTimeout, is TimedOut:
      .undecided(.init(.timeout, "\(what) gave no answer in time"))
    case let error as ChannelError where breakOffs.contains(error):
      .violated("\(what) broke the connection off")
    case let error as NIOConnectionError: verdict(error, asking: what)
    case let error as IOError: verdict(error, asking: what)
    case is HTTPParserError: .violated("\(what) does not speak HTTP")
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
      .violated("\(what): no TLS connection that can be trusted (\(words(of: error)))")
    default: .undecided(.init(.unavailable, "\(what) cannot be asked: \(words(of: error))"))
    }
  }

  private static let breakOffs: [ChannelError] = [
    .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed, .eof,
  ]

  private static func verdict(_ error: NIOConnectionError, asking what: String) -> ProbeVerdict {
    // Of several addresses the last one's error stands for all.
    if let last = error.connectionErrors.last?.error { return verdict(last, asking: what) }
    return .undecided(.init(.unavailable, "\(what): the name \(error.host) is not known"))
  }

  private static func verdict(_ error: IOError, asking what: String) -> ProbeVerdict {
    switch error.errnoCode {
    case ECONNREFUSED: .violated("\(what) refuses connections")
    case ECONNRESET, EPIPE, ENOTCONN, ECONNABORTED: .violated("\(what) broke the connection off")
    case ETIMEDOUT: .undecided(.init(.timeout, "\(what) gave no answer in time"))
    default: .undecided(.init(.unavailable, "\(what) cannot be reached: \(words(of: error))"))
    }
  }

  private static func words(of error: any Error) -> String { String("\(error)".prefix(200)) }

  struct TimedOut: Error {}
}
