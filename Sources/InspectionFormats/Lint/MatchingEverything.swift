import Inspection

/// Whether a pattern lets every text pass; tried, not proved.
enum MatchingEverything {
  static func isSuspected(of pattern: String) -> Bool {
    guard let pattern = try? TextPattern(pattern) else { return false }
    return samples.allSatisfy(pattern.matches)
  }

  /// Texts that no sensible pattern takes all of.
  private static let samples = [
    "x", "0", "-", "AB-123", "two words", "检查合格", "2026-11-24", "~!@#$%^&*()_+{}|:<>?", "é\u{301}🧯",
    String(repeating: "long ", count: 60),
  ]
}
