import Foundation
import InspectionFormats
import TestSupport
import Testing

/// Damages bytes at random, the same way for the same seed.
struct Noise {
  private var random: SeededGenerator

  /// How many times as many rounds as usual; `HAZARDFLEET_FUZZ=400` makes it ten minutes and more.
  static let effort = ProcessInfo.processInfo.environment["HAZARDFLEET_FUZZ"].flatMap { Int($0) } ?? 1

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// Reads a damaged file; what can be read of it can be written and read again.
  static func tryImport(_ name: String, _ content: [UInt8]) {
    guard let result = try? ChecklistImport(InputFile(name: name, content: content)) else { return }
    for name in ["c.yaml", "c.csv"] {
      #expect(throws: Never.self) { try ChecklistWriter.text(of: result.checklist, named: name) }
    }
  }

  /// What parsers treat in ways of their own.
  private static let pieces = [
    "<?a?>", "<?a b?>", "<?xml version='1.0'?>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&x;",
    "&#x10FFFF;",
    " xmlns:a=''", " xmlns=''", " a:b='c'", ":", "</", "/>", "<!DOCTYPE a>", "\u{FEFF}", "\u{301}", " and ",
    " or ",
  ]

  mutating func change(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 2: bytes.remove(at: at)
      case 4: bytes.insert(contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8, at: at)
      case 3: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: at)
      default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
      }
    }
    return bytes
  }
}
