import Foundation

/// What stands before a document's root element: the XML declaration, comments and perhaps a DTD.
struct MarkupProlog {
  private let bytes: Data
  private var at: Data.Index

  /// - Returns: why the document is not read, or nil.
  static func fault(in bytes: Data) -> MarkupFault? {
    if let fault = bareInstruction(in: bytes) { return fault }
    var prolog = MarkupProlog(bytes: bytes, at: bytes.startIndex)
    return prolog.fault()
  }

  /// Foundation's parser on Linux follows a null pointer at an instruction of a name only, such as
  /// `<?page?>`.
  private static func bareInstruction(in bytes: Data) -> MarkupFault? {
    var at = bytes.startIndex
    while let start = bytes.range(of: Data("<?".utf8), in: at..<bytes.endIndex) {
      let rest = bytes[start.upperBound...]
      let end = rest.firstIndex { [32, 9, 10, 13, 60, 63].contains($0) } ?? rest.endIndex
      if bytes[end...].starts(with: "?>".utf8) {
        let line = 1 + bytes[..<end].count { $0 == 10 }
        return MarkupFault(line: line, "has a processing instruction without content, which is not read")
      }
      at = start.upperBound
    }
    return nil
  }

  private mutating func fault() -> MarkupFault? {
    if starts(with: "\u{FEFF}") { at += 3 }
    while true {
      while at < bytes.endIndex, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
      if starts(with: "<?") {
        let declaration = take(through: "?>")
        if let encoding = Self.encoding(of: declaration), !["utf-8", "us-ascii"].contains(encoding) {
          return MarkupFault(line: 1, "is in \(encoding); save it as UTF-8")
        }
      } else if starts(with: "<!--") {
        _ = take(through: "-->")
      } else if starts(with: "<!") {
        // Entities are declared there, and entities can swell or fetch other files.
        return MarkupFault(line: line, "has a document type declaration (<!DOCTYPE), which is not read")
      } else {
        return nil
      }
    }
  }

  private func starts(with text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

  private mutating func take(through text: String) -> String {
    let end = bytes.range(of: Data(text.utf8), in: at..<bytes.endIndex)?.upperBound ?? bytes.endIndex
    defer { at = end }
    return String(decoding: bytes[at..<end], as: UTF8.self)
  }

  private var line: Int { 1 + bytes[..<at].count { $0 == 10 } }

  private static func encoding(of declaration: String) -> String? {
    guard declaration.hasPrefix("<?xml"), let name = declaration.firstRange(of: "encoding") else {
      return nil
    }
    let quoted = declaration[name.upperBound...].drop { $0 != "\"" && $0 != "'" }.dropFirst()
    return quoted.prefix { $0 != "\"" && $0 != "'" }.lowercased()
  }
}
