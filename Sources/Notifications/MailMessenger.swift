package import Inspection
package import Ledger

/// Sends notifications by e-mail, each in a message of its own.
package struct MailMessenger: Messenger {
  private let target: Subscription.Mail

  package init(_ target: Subscription.Mail) {
    self.target = target
  }

  package func deliver(_ notification: PendingNotification, at time: Timestamp) async -> Delivery {
    do {
      try await SMTP.send(MailMessage(notification, target, at: time), by: target)
      return .done
    } catch let refusal as SMTP.Refusal {
      return refusal.isFinal ? .refused("\(refusal)") : .failed("\(refusal)")
    } catch {
      return .failed("the mail server \(target.host):\(target.port) cannot be reached: \(error)")
    }
  }
}
