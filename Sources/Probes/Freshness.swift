import Foundation
import Inspection

/// Judges how old what is shown is.
enum Freshness {
  /// - Returns: what is wrong, in words; nil when it is fresh.
  static func fault(
    of rule: FreshnessRule, document: JSONDocument?, lastModified: String?, now: Date
  ) -> String? {
    let name = rule.pointer ?? "Last-Modified"
    let text = rule.pointer.map { document?.text(at: $0) } ?? lastModified
    guard let text else { return "there is no \(name)" }
    guard let time = rule.pointer == nil ? httpDate(text) : time(text) else {
      return "\(name) is no time: \(text.prefix(100))"
    }
    let age = now.timeIntervalSince(time)
    let limit = rule.limit / .seconds(1)
    return age <= limit ? nil : "\(name) is \(Int(age)) s old, at most \(Int(limit)) s are allowed"
  }

  /// ISO 8601, or seconds or milliseconds since 1970.
  private static func time(_ text: String) -> Date? {
    if let number = Double(text) {
      // In seconds this would be the year 5138.
      return Date(timeIntervalSince1970: abs(number) > 1e11 ? number / 1_000 : number)
    }
    return DateText.moment(text[...], zone: .gmt).map {
      Date(timeIntervalSince1970: Double($0.moment.milliseconds) / 1_000)
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
  static func httpDate(_ text: String) -> Date? {
    let words = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
      let month = months.firstIndex(of: String(words[2])), let year = Int(words[3])
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return time("\(year)-\(two(month + 1))-\(two(day))T\(words[4])Z")
  }
}
