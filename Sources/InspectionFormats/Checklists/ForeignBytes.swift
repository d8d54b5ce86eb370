import Foundation
import Inspection

/// What YAML cannot hold and nobody sees in a CSV file: a NUL, and a byte order mark that is not at the
/// start.
enum ForeignBytes {
  static func fault(in input: InputFile) -> ValidationIssue? {
    let content = Data(input.bytes)
    let marks = [(Data([0]), "NUL byte"), (Data([0xEF, 0xBB, 0xBF]), "byte order mark")]
    for (bytes, name) in marks {
      guard let found = content.firstRange(of: bytes) else { continue }
      return ValidationIssue(
        input.location(at: found.lowerBound), "has a \(name) in it (byte \(found.lowerBound) of the file)")
    }
    return nil
  }

  /// The text without them and without blanks around it, as a reader of checklists would give it.
  static func removed(from text: String) -> String {
    guard areIn(text) else { return text.trimmingBlanks() }
    let kept = text.unicodeScalars.filter { $0 != "\0" && $0 != "\u{FEFF}" }
    return String(String.UnicodeScalarView(kept)).trimmingBlanks()
  }

  static func areIn(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 == "\0" || $0 == "\u{FEFF}" }
  }
}
