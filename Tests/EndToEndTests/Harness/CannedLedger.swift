import Foundation

/// Answers as the aggregator's API would: one answer a connection, by the path and its query.
final class CannedLedger: Sendable {
  private let server: LoopbackServer
  var address: String { "http://\(server.address)" }

  /// - Parameter answers: JSON by the path with its query; what is not there is 404.
  init(_ answers: [String: String]) throws {
    server = try LoopbackServer { connection in
      var request: [UInt8] = []
      while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
        guard let more = connection.receive() else { return }
        request += more
      }
      let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
      let answer = words.count > 1 ? answers[String(words[1])] : nil
      let body = answer ?? #"{"title": "Not Found", "status": 404}"#
      let head =
        "HTTP/1.1 \(answer == nil ? "404 Not Found" : "200 OK")\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
      connection.write(Array((head + body).utf8))
    }
  }

  func stop() { server.stop() }
}
