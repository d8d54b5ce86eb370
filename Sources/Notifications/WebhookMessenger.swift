import AsyncHTTPClient
import Foundation
package import Inspection
package import Ledger
import NIOCore
import NIOHTTP1

/// Posts notifications to a web address, signed as Standard Webhooks has it.
package struct WebhookMessenger: Messenger {
  /// Shared by all subscriptions.
  package final class Client: Sendable {
    let http: HTTPClient

    package init() {
      // Redirects are not followed: they would take what is signed for one address to another.
      var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
      configuration.connectionPool.retryConnectionEstablishment = false
      http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Nothing may be delivered afterwards.
    package func shutDown() async { try? await http.shutdown() }
  }

  /// For the whole answer.
  private static let patience = TimeAmount.seconds(15)
  /// As far as this an answer is read, to keep the connection.
  private static let largestAnswer = 64 << 10
  private static let gone = 410

  private let target: Subscription.Webhook
  private let contentType: String
  private let client: Client

  package init(_ target: Subscription.Webhook, contentType: String, client: Client) {
    self.target = target
    self.contentType = contentType
    self.client = client
  }

  package func deliver(_ notification: PendingNotification, at time: Timestamp) async -> Delivery {
    let seconds = time.milliseconds.flooredDivision(by: 1_000)
    var request = HTTPClientRequest(url: target.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: contentType)
    request.headers.add(name: "user-agent", value: "hazardfleet")
    request.headers.add(name: "webhook-id", value: notification.change)
    request.headers.add(name: "webhook-timestamp", value: "\(seconds)")
    request.headers.add(
      name: "webhook-signature",
      value: target.secret.signature(id: notification.change, seconds: seconds, body: notification.body))
    request.body = .bytes(ByteBuffer(string: notification.body))
    do {
      let answer = try await client.http.execute(request, timeout: Self.patience)
      _ = try? await answer.body.collect(upTo: Self.largestAnswer)
      return Self.judge(Int(answer.status.code), wait: answer.headers.first(name: "retry-after"))
    } catch {
      return .failed("cannot be reached: \(error)")
    }
  }

  private static func judge(_ status: Int, wait: String?) -> Delivery {
    switch status {
    case 200..<300: .done
    case gone: .refused("answered with status 410: it wants no more")
    default: .failed("answered with status \(status)", wait: wait.flatMap(Int64.init).map { .seconds($0) })
    }
  }
}
