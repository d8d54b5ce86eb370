import Foundation
import Inspection
import Ledger

/// A notification as a message (RFC 5322): what happened in a few lines, and the CloudEvent attached to them as text.
struct MailMessage: Sendable, Hashable {
  /// With CRLF, not yet escaped for SMTP.
  let text: String

  init(_ notification: PendingNotification, _ target: Subscription.Mail, at time: Timestamp) {
    let content = Content(notification)
    let domain = target.from.split(separator: "@").last.map(String.init) ?? "localhost"
    let headers = [
      "From: \(target.from)", "To: \(target.to.joined(separator: ", "))",
      "Subject: \(Self.word(content.subject))", "Date: \(Self.date(time))",
      // The same whenever it is sent again.
      "Message-ID: <\(notification.change)@\(domain)>", "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]
    text = (headers + [""] + Self.lines(of: content.text) + [""]).joined(separator: "\r\n")
  }

  /// An encoded word (RFC 2047); they may have 75 characters, so a long text becomes several.
  private static func word(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ (32..<127).contains($0) }) || text.utf8.count > 60 else { return text }
    var words: [String] = []
    var part = ""
    for character in text {
      if part.utf8.count + String(character).utf8.count > 42 {
        words.append(part)
        part = ""
      }
      part.append(character)
    }
    words.append(part)
    return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  private static func lines(of text: String) -> [String] {
    let encoded = Data(text.utf8).base64EncodedString()
    return stride(from: 0, to: encoded.utf8.count, by: 76).map { start in
      let from = encoded.utf8.index(encoded.startIndex, offsetBy: start)
      let end = encoded.utf8.index(from, offsetBy: 76, limitedBy: encoded.endIndex) ?? encoded.endIndex
      return String(encoded[from..<end])
    }
  }

  private static func date(_ time: Timestamp) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    return formatter.string(from: Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000))
  }

  /// What people read of the event.
  private struct Content {
    struct Event: Decodable {
      struct Content: Decodable {
        struct Hazard: Decodable {
          struct Place: Decodable {
            var id: String?
            var code: String?
            var name: String?
            var text: String?
          }

          var level: String
          var grade: String
          var state: String
          var reason: String
          var site: Place
          var region: Place
          var item: Place
        }

        struct Happening: Decodable {
          var at: String
          var person: String
          var reason: String
        }

        var hazard: Hazard
        var event: Happening
      }

      var data: Content
    }

    var subject: String
    var text: String

    init(_ notification: PendingNotification) {
      let head = "Hazard \(notification.hazard): \(notification.type)"
      guard let event = try? JSONDecoder().decode(Event.self, from: Data(notification.body.utf8)) else {
        (subject, text) = (head, notification.body + "\n")
        return
      }
      let (hazard, happening) = (event.data.hazard, event.data.event)
      subject = "\(head), \(hazard.level), \(hazard.site.name ?? hazard.site.id ?? "")"
      let facts: [(String, String?)] = [
        ("hazard", notification.hazard.description), ("event", notification.type), ("at", happening.at),
        ("by", happening.person), ("why", happening.reason), ("level", hazard.level),
        ("grade", hazard.grade), ("state", hazard.state),
        ("site", "\(hazard.site.name ?? "") (\(hazard.site.id ?? ""))"),
        ("region", "\(hazard.region.name ?? "") (\(hazard.region.code ?? ""))"),
        ("item", "\(hazard.item.id ?? "") \(hazard.item.text ?? "")"), ("found", hazard.reason),
      ]
      let lines = facts.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name): \($0)" } }
      text = lines.joined(separator: "\n") + "\n\n" + notification.body + "\n"
    }
  }
}
