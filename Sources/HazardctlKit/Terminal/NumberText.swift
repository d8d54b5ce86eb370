/// Numbers as people read them; the same in every locale, so that scripts and screenshots agree.
enum NumberText {
  /// `1,234,567`
  static func count(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// `82.0%`; never 100.0% or 0.0% of what is not quite all or nothing.
  static func percent(_ ratio: Double) -> String {
    guard ratio.isFinite else { return "–" }
    var tenths = (ratio * 1_000).rounded()
    if tenths >= 1_000, ratio < 1 { tenths = 999 }
    if tenths <= 0, ratio > 0 { tenths = 1 }
    return "\(count(Int(tenths / 10))).\(Int(tenths) % 10)%"
  }

  /// A dash for a share of nothing.
  static func percent(_ rate: Rate) -> String {
    rate.value.map(percent) ?? "–"
  }

  /// `2026-07-01 08:00`, of an ISO 8601 time in UTC.
  static func time(_ iso: String?) -> String {
    guard let iso else { return "–" }
    return SafeText.line(String(iso.prefix(16))).replacing("T", with: " ")
  }

  /// `2`, `0.5`: without a point where there is nothing behind it.
  static func seconds(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e12 ? count(Int(number)) : "\(number)"
  }

  /// `45 s`, `12 min 5 s`, `3 h 20 min`
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "unknown" }
    let whole = Int(max(0, seconds).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole / 60 % 60) min"
  }
}
