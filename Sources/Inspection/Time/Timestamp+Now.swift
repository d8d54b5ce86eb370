import Foundation

extension Timestamp {
  /// By the machine's clock, or by the one that a test holds. Only programs ask it: the domain is told the time.
  package static var now: Timestamp {
    if let testClock, let time = time(in: testClock) { return time }
    return Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }

  /// Whether a test holds the clock: `HAZARDFLEET_CLOCK` names a file with the milliseconds since 1970. So a year passes
  /// in minutes, and what happened when is known beforehand.
  package static var isHeldByTest: Bool { testClock != nil }

  private static let testClock = ProcessInfo.processInfo.environment["HAZARDFLEET_CLOCK"]

  private static func time(in file: String) -> Timestamp? {
    let text = try? String(contentsOfFile: file, encoding: .utf8)
    return text.flatMap { Int64($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      .map(Timestamp.init(milliseconds:))
  }
}
