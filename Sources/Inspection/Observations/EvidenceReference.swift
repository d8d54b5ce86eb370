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
    guard let opening = Self.openings.first(where: { text.utf8.starts(with: $0.bytes) }) else { return nil }
    kind = opening.kind
    let fields = Self.fields(of: text.utf8.dropFirst(opening.bytes.count))
    guard Self.isHash(fields[0]) else {
      throw Failure(
        description:
          "\"\(text.prefix(100))\" has no hash; write \(kind.rawValue):sha256: and 64 hexadecimal digits"
      )
    }
    sha256 = fields[0].lowercased()
    for field in fields.dropFirst() { try read(field) }
  }

  /// What references begin with. They are read byte by byte: a worker reads one for every check that needs evidence.
  private static let openings = Checklist.EvidenceKind.allCases.map {
    (kind: $0, bytes: Array("\($0.rawValue):sha256:".utf8))
  }

  /// A path may have any character in it but a line break, also a semicolon.
  private static func fields(of text: Substring.UTF8View) -> [Substring] {
    var fields: [Substring] = []
    var rest = text
    while !rest.starts(with: "path=".utf8), let end = rest.firstIndex(of: UInt8(ascii: ";")) {
      fields.append(Substring(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
    return fields + [Substring(rest)]
  }

  private mutating func read(_ field: Substring) throws(Failure) {
    let parts = field.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(Substring(parts[1])) : ""
    switch Substring(parts[0]) {
    case "size":
      guard let size = Int(value), value.utf8.allSatisfy(UInt8.isDigit) else {
        throw Failure(description: "\"\(value)\" is no size in bytes")
      }
      self.size = size
    case "type":
      guard value.utf8.split(separator: UInt8(ascii: "/")).count == 2, value.utf8.allSatisfy(UInt8.isVisible)
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
    text.utf8.count == 64 && text.utf8.allSatisfy(UInt8.isHexDigit)
  }

  /// In the form that is read.
  package var description: String {
    "\(kind.rawValue):sha256:\(sha256)" + (size.map { ";size=\($0)" } ?? "")
      + (mediaType.map { ";type=\($0)" } ?? "") + (path.map { ";path=\($0)" } ?? "")
  }
}

extension UInt8 {
  fileprivate static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  fileprivate static func isHexDigit(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return isDigit(byte) || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f")
  }

  /// ASCII without spaces and control characters.
  fileprivate static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
