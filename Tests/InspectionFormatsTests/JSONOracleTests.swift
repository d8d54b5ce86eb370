import Foundation
import Inspection
import InspectionFormats
import TestSupport
import Testing

@Suite("JSON scanner against JSONSerialization")
struct JSONOracleTests {
  /// A random text of JSON, of strings, numbers, lists and objects.
  private func value(depth: Int, _ random: inout SeededGenerator) -> String {
    let blank = [" ", "", "", "\t"].randomElement(using: &random) ?? ""
    switch Int.random(in: 0...(depth > 3 ? 4 : 6), using: &random) {
    case 0: return ["true", "false", "null"].randomElement(using: &random) ?? "null"
    case 1:
      return ["0", "-1", "3.25", "1e3", "-0.5E-2", "123456789", "0.1"].randomElement(using: &random) ?? "0"
    case 2, 3, 4:
      let parts = ["a", "é", "火", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude92", "👩‍🚒", " "]
      return "\"" + (0..<3).map { _ in parts.randomElement(using: &random) ?? "" }.joined() + "\""
    case 5:
      return "["
        + (0..<Int.random(in: 0...3, using: &random)).map { _ in
          blank + value(depth: depth + 1, &random)
        }.joined(separator: ",") + blank + "]"
    default:
      return "{"
        + (0..<Int.random(in: 0...3, using: &random)).map { index in
          "\"k\(index)\"\(blank):" + value(depth: depth + 1, &random)
        }.joined(separator: blank + ",") + "}"
    }
  }

  /// What the scanner reads, as a text that shows every difference; nil where it refuses.
  private func scan(_ text: [UInt8]) -> String? {
    text.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONFault) {
        let tree = try tree(&scanner)
        try scanner.expectEnd()
        return tree
      } catch {
        return nil
      }
    }
  }

  private func tree(_ scanner: inout JSONScanner) throws(JSONFault) -> String {
    var isFirst = true
    var parts: [String] = []
    switch scanner.peek() {
    case UInt8(ascii: "{"):
      try scanner.beginObject()
      while let key = try scanner.nextKey(isFirst: &isFirst) {
        parts.append(scanner.text(of: key) + "=" + (try tree(&scanner)))
      }
      return "{" + parts.sorted().joined(separator: ",") + "}"
    case UInt8(ascii: "["):
      try scanner.beginArray()
      while try scanner.nextElement(isFirst: &isFirst) { parts.append(try tree(&scanner)) }
      return "[" + parts.joined(separator: ",") + "]"
    default:
      switch try scanner.scalar() {
      case .string(let token): return "\"" + scanner.text(of: token) + "\""
      case .null: return "null"
      case .bare(let token):
        let text = scanner.text(of: token)
        // JSONSerialization does not keep the sign of zero.
        return Double(text).map { "\($0 == 0 ? 0 : $0)" } ?? text
      }
    }
  }

  private func oracle(_ text: [UInt8]) -> String? {
    (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)).map(show)
  }

  private func show(_ any: Any) -> String {
    switch any {
    case let object as [String: Any]:
      return "{" + object.map { $0 + "=" + show($1) }.sorted().joined(separator: ",") + "}"
    case let list as [Any]: return "[" + list.map(show).joined(separator: ",") + "]"
    case let text as String: return "\"" + text + "\""
    case let number as NSNumber:
      let isBoolean =
        String(cString: number.objCType) == "c" || number is Bool && "\(type(of: any))".contains("Bool")
      return isBoolean
        ? (number.boolValue ? "true" : "false") : "\(number.doubleValue == 0 ? 0 : number.doubleValue)"
    default: return "null"
    }
  }

  @Test("both read the same", arguments: 0..<300)
  func same(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = Array(value(depth: 0, &random).utf8)
    #expect(scan(text) != nil)
    #expect(scan(text) == oracle(text))
  }

  @Test(
    "what the scanner accepts of broken texts, the oracle accepts too and reads alike", arguments: 0..<600)
  func broken(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Only ASCII is changed, since the scanner is given valid UTF-8.
    var text = Array(value(depth: 0, &random).utf8.filter { $0 < 0x80 })
    for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
      let at = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0: text.remove(at: at)
      case 1: text[at] = "{}[]\",:\\u01e-+.tfn \n".utf8.randomElement(using: &random) ?? 0
      default: text.insert("{}[]\",:\\u01e-+.tfn \n".utf8.randomElement(using: &random) ?? 0, at: at)
      }
    }
    guard let read = scan(text), oracle(text) != read else { return }
    // Of keys given twice JSONSerialization keeps one; the readers report them.
    let keys = String(decoding: text, as: UTF8.self).matches(of: /"([^"]*)"\s*:/).map { String($0.1) }
    #expect(Set(keys).count < keys.count, "\(String(decoding: text, as: UTF8.self))")
  }

  @Test("values read from bytes are those of the domain's syntax", arguments: 0..<2_000)
  func values(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let requirements: [Requirement] = [
      .boolean(expected: true), .number(NumberRange(lower: nil, upper: nil), unit: MeasureUnit("MPa")),
      .choice(options: ["good", "worn", "1"], passing: [0]), .date(.notExpired), .text(.present),
    ]
    let items = requirements.map { Checklist.Item(id: "i", text: "t", section: 0, requirement: $0) }
    let reader = ValueReader(items)
    let whole = [
      "yes", "no", "true", "false", "1", "0", "n/a", "N/A", "good", "worn", "2026-11-21", "2026-02-30", "不适用",
      "1.2 bar", "text é", "0x10", "inf", "1e400", "-0", "007", "1.", ".5", "-", "2026-1x-21", "\u{2028}abcd",
    ]
    let alphabet = Array("0123456789.-+eE ny")
    let text =
      Bool.random(using: &random)
      ? whole.randomElement(using: &random) ?? ""
      : String(
        (0..<Int.random(in: 0...20, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0"
        })
    let bytes = Array(text.utf8)
    for (item, requirement) in requirements.enumerated() {
      let expected = Result { () throws(ObservationSyntax.Failure) in
        try ObservationSyntax.parse(text, for: requirement)
      }
      let found = bytes.withUnsafeBytes { bytes in
        Result { () throws(ObservationSyntax.Failure) in try reader.read(bytes.trimmed, item: item) }
      }
      switch (expected, found) {
      case (.success(let a), .success(let b)): #expect(a == b, "\(text)")
      case (.failure, .failure): break
      default: Issue.record("\(text): \(expected) but \(found)")
      }
    }
  }
}
