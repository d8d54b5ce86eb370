/// What an observation refers to as its evidence: a kind, the SHA-256 of the content, and what else is known
/// of it.
///
/// In one piece of text: `photo:sha256:HEX;size=48213;type=image/jpeg;path=2026/ext-9.jpg`, where everything
/// behind the hash may be left out, and the path comes last.
package struct EvidenceReference: Sendable, Hashable, CustomStringConvertible {
  package var kind: Checklist.EvidenceKind
  /// 64 lowercase hexadecimal digits.
  package var sha256: String
  /// In bytes; nil where it is not said.
  package var size: Int?
  /// A media type such as `image/jpeg`; nil where it is not said.
  package var mediaType: String?
  /// Below the folder that evidence is kept in; nil where the hash alone says where it is.
  package var path: String?

  /// Why a text is no reference.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package var description: String
  }

  package init(
    kind: Checklist.EvidenceKind, sha256: String, size: Int? = nil, mediaType: String? = nil,
    path: String? = nil
  ) {
    self.kind = kind
    self.sha256 = sha256
    self.size = size
    self.mediaType = mediaType
    self.path = path
  }

  /// - Returns: nil for a text that does not claim to be one: it does not begin with a kind and `sha256`.
  package init?(_ text: String) throws(Failure) {
    let kind = Checklist.EvidenceKind.allCases.first { text.hasPrefix("\($0.rawValue):sha256:") }
    guard let kind else { return nil }
    self.kind = kind
    let fields = Self.fields(of: text.dropFirst(kind.rawValue.count + 1))
    guard Self.isHash(fields[0].dropFirst("sha256:".count)) else {
      throw Failure(
        description:
          "\"\(text.prefix(100))\" has no hash; write \(kind.rawValue):sha256: and 64 hexadecimal digits"
      )
    }
    sha256 = fields[0].dropFirst("sha256:".count).lowercased()
    for field in fields.dropFirst() { try read(field) }
  }

  /// A path may have any character in it but a line break, also a semicolon.
  private static func fields(of text: Substring) -> [Substring] {
    guard let path = text.firstRange(of: ";path=") else {
      return text.split(separator: ";", omittingEmptySubsequences: false)
    }
    let head = text[..<path.lowerBound].split(separator: ";", omittingEmptySubsequences: false)
    return head + [text[text.index(after: path.lowerBound)...]]
  }

  private mutating func read(_ field: Substring) throws(Failure) {
    let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : ""
    switch parts[0] {
    case "size":
      guard let size = Int(value), size >= 0, value.allSatisfy(\.isNumber) else {
        throw Failure(description: "\"\(value)\" is no size in bytes")
      }
      self.size = size
    case "type":
      guard value.split(separator: "/").count == 2, value.allSatisfy({ $0.isASCII && !$0.isWhitespace })
      else {
        throw Failure(description: "\"\(value)\" is no media type such as image/jpeg")
      }
      mediaType = value
    case "path":
      if let fault = Self.fault(ofPath: value) { throw Failure(description: fault) }
      path = value
    default:
      throw Failure(
        description: "\"\(field.prefix(80))\" is not understood; known are size=, type= and path=")
    }
  }

  /// A reference must not lead out of the folder that evidence is kept in.
  private static func fault(ofPath path: String) -> String? {
    let steps = path.split(separator: "/", omittingEmptySubsequences: false)
    let isInside = !path.isEmpty && steps.allSatisfy { !["", ".", ".."].contains($0) }
    guard isInside, !path.utf8.contains(where: { $0 < 32 }) else {
      return "\"\(path)\" is no path below the evidence folder"
    }
    return nil
  }

  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.count == 64 && text.allSatisfy(\.isHexDigit) && text.allSatisfy(\.isASCII)
  }

  /// In the form that is read.
  package var description: String {
    "\(kind.rawValue):sha256:\(sha256)" + (size.map { ";size=\($0)" } ?? "")
      + (mediaType.map { ";type=\($0)" } ?? "") + (path.map { ";path=\($0)" } ?? "")
  }
}
