import Foundation
import Synchronization

/// Answers as the aggregator's API would, on a loopback port: one answer a connection, whatever is asked.
final class CannedLedger: Sendable {
  private let listener: Int32
  private let answers: [String: String]
  private let asked = Mutex<[String]>([])
  let address: String

  /// - Parameter answers: JSON by the path with its query; what is not there is 404.
  init(_ answers: [String: String]) throws {
    self.answers = answers
    let (listener, port) = try LoopbackPort.listen()
    self.listener = listener
    address = "http://127.0.0.1:\(port)"
    Thread.detachNewThread { [self] in serve() }
  }

  /// Paths with their queries, in order.
  var requests: [String] { asked.withLock { $0 } }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      answer(connection)
      close(connection)
    }
    close(listener)
  }

  private func answer(_ connection: Int32) {
    var request: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      request += chunk.prefix(count)
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
    let target = words.count > 1 ? String(words[1]) : ""
    asked.withLock { $0.append(target) }
    let body = answers[target] ?? #"{"title": "Not Found", "status": 404}"#
    let status = answers[target] == nil ? "404 Not Found" : "200 OK"
    let text =
      "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
      + "Connection: close\r\n\r\n\(body)"
    let bytes = Array(text.utf8)
    _ = send(connection, bytes, bytes.count, 0)
  }
}
