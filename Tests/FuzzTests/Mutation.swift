import TestSupport

/// Changes bytes at random, the same way for the same seed.
struct Mutation {
  private var random: SeededGenerator
  private let pieces: [String]

  init(seed: UInt64, pieces: [String]) {
    random = SeededGenerator(seed: seed)
    self.pieces = pieces + Self.common
  }

  /// What parsers stumble over.
  private static let common = [
    "\0", "\u{FEFF}", "\r\n", "\r", "\n", "\t", "\"", "'", "\\", "\u{301}", "\u{200D}", "\u{2028}", "检", "🧯",
    "-1",
    "0", "9223372036854775808", "-9223372036854775809", "1e999", "nan", "inf", "0x1p4", "1.0e-400",
    "99999999999999999999",
    "2026-02-30", "0000-00-00", "9999-12-31T23:59:60+99:99", "%00", "..", "|", ";", ",", ":", "=", "(", ")",
    "[", "]",
    "{", "}", "<", ">", "&", "#", "~", "null", "true",
  ]

  /// One of the samples with up to a dozen changes, small ones more often.
  mutating func change(_ samples: [[UInt8]]) -> [UInt8] {
    var bytes = samples.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...(chance(4) ? 12 : 3), using: &random) {
      bytes = step(bytes, samples)
    }
    return bytes
  }

  private mutating func step(_ bytes: [UInt8], _ samples: [[UInt8]]) -> [UInt8] {
    var bytes = bytes
    let at = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 0...(chance(5) ? 400 : 12), using: &random))
    switch Int.random(in: 0...9, using: &random) {
    case 0: if at < bytes.count { bytes[at] = .random(in: 0...255, using: &random) }
    case 1: if at < bytes.count { bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random) }
    case 2: bytes.removeSubrange(at..<end)
    case 3, 4: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: at)
    case 5:
      // What stood there is put in another's place.
      bytes.replaceSubrange(at..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
    case 6:
      let copy = Array(bytes[at..<end])
      for _ in 0...(chance(10) ? 200 : 2) where bytes.count < 100_000 {
        bytes.insert(contentsOf: copy, at: at)
      }
    case 7: bytes.removeSubrange(at...)
    case 8:
      let other = samples.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 60)], at: at)
    default:
      let target = Int.random(in: 0...(bytes.count - (end - at)), using: &random)
      let moved = Array(bytes[at..<end])
      bytes.removeSubrange(at..<end)
      bytes.insert(contentsOf: moved, at: target)
    }
    return bytes
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }
}
