import Foundation
import Ledger

/// A cursor as clients see it: base64url, so that nobody is tempted to build one.
enum OpaqueCursor {
  static func text(_ cursor: HazardCursor) -> String { encoded(cursor.description) }

  static func read(_ text: String) -> HazardCursor? { decoded(text).flatMap(HazardCursor.init) }

  static func text(seq: UInt64) -> String { encoded("seq.\(seq)") }

  static func seq(_ text: String) -> UInt64? {
    decoded(text).flatMap { $0.hasPrefix("seq.") ? UInt64($0.dropFirst("seq.".count)) : nil }
  }

  static func text(site: String) -> String { encoded("site.\(site)") }

  static func site(_ text: String) -> String? {
    decoded(text).flatMap { $0.hasPrefix("site.") ? String($0.dropFirst("site.".count)) : nil }
  }

  static func text(_ cursor: CheckErrorCursor) -> String { encoded("error.\(cursor.seq).\(cursor.item)") }

  static func checkError(_ text: String) -> CheckErrorCursor? {
    let parts = decoded(text)?.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false) ?? []
    guard parts.count == 3, parts[0] == "error", let seq = UInt64(parts[1]) else { return nil }
    return CheckErrorCursor(seq: seq, item: String(parts[2]))
  }

  static func text(notification: Int64) -> String { encoded("notification.\(notification)") }

  static func notification(_ text: String) -> Int64? {
    decoded(text).flatMap {
      $0.hasPrefix("notification.") ? Int64($0.dropFirst("notification.".count)) : nil
    }
  }

  static func text(_ position: FeedPosition) -> String {
    encoded("feed.\(position.recorded).\(position.done)")
  }

  static func feed(_ text: String) -> FeedPosition? {
    let parts = decoded(text)?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard parts.count == 3, parts[0] == "feed", let recorded = Int64(parts[1]), let done = Int64(parts[2])
    else { return nil }
    return FeedPosition(recorded: recorded, done: done)
  }

  private static func encoded(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func decoded(_ text: String) -> String? {
    var standard = text.replacing("-", with: "+").replacing("_", with: "/")
    standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    return Data(base64Encoded: standard).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
