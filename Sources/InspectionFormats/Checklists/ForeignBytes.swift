import Inspection

/// What YAML cannot hold and nobody sees in a CSV file: a NUL, and a byte order mark that is not at the
/// start.
enum ForeignBytes {
  static func fault(in input: InputFile) -> ValidationIssue? {
    for (mark, name) in [([0], "NUL byte"), ([0xEF, 0xBB, 0xBF], "byte order mark")] as [([UInt8], String)] {
      guard let place = first(mark, in: input.bytes) else { continue }
      return ValidationIssue(
        input.location(at: place), "has a \(name) in it (byte \(place) of the file)")
    }
    return nil
  }

  private static func first(_ mark: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
    var rest = bytes[...]
    while let place = rest.firstIndex(of: mark[0]) {
      if bytes[place...].starts(with: mark) { return place }
      rest = bytes[(place + 1)...]
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
