import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// An answer that is too long to be held: it is handed on piece by piece as it comes.
final class Download: NSObject, URLSessionDataDelegate {
  private let pieces: AsyncThrowingStream<Data, any Error>.Continuation
  /// The head of the answer, and what an answer that is none says.
  private let state = Mutex(State())

  private struct State {
    var status = 0
    var refusal = Data()
  }

  private init(_ pieces: AsyncThrowingStream<Data, any Error>.Continuation) {
    self.pieces = pieces
  }

  /// - Parameter take: given every piece in order.
  /// - Throws: `Failure`, also when the answer broke off; what `take` throws.
  static func run(_ request: URLRequest, base: URL, take: (Data) throws -> Void) async throws {
    let (stream, pieces) = AsyncThrowingStream.makeStream(of: Data.self)
    let download = Download(pieces)
    let session = URLSession(configuration: .ephemeral, delegate: download, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    session.dataTask(with: request).resume()
    do {
      for try await piece in stream { try take(piece) }
    } catch let error as URLError {
      throw Failure.unavailable(
        "the answer of \(base.absoluteString) broke off or did not come: \(error.localizedDescription)")
    }
    let state = download.state.withLock { $0 }
    guard state.status != 200 else { return }
    let said = ProblemReply.text(state.refusal) ?? "the API answered \(state.status)."
    throw (400..<500).contains(state.status) ? Failure.refused(said) : Failure.unavailable(said)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    state.withLock { $0.status = (response as? HTTPURLResponse)?.statusCode ?? 0 }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isAnswer = state.withLock { state in
      if state.status != 200 { state.refusal += data }
      return state.status == 200
    }
    if isAnswer { pieces.yield(data) }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    pieces.finish(throwing: error)
  }
}
