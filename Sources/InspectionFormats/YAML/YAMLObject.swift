package import Inspection
import Yams

/// A YAML mapping of which every key is known, read key by key with located issues.
///
/// An empty value, `~` and `null` count as an absent key.
package struct YAMLObject {
  private let file: String
  private let name: String
  private let line: Int?
  private var values: [String: Node] = [:]
  private var lines: [String: Int] = [:]

  /// The keys that are there, in alphabetical order.
  package var keys: [String] { values.keys.sorted() }

  /// Where the mapping begins.
  package var location: ValidationIssue.Location { .init(file: file, line: line) }

  /// - Returns: nil, with an issue in `log`, when the file is no YAML mapping.
  package init?(_ input: InputFile, keys: [String], log: inout IssueLog) {
    guard let root = YAMLText.root(of: input, log: &log) else { return nil }
    self.init(root, file: input.name, name: "", keys: keys, log: &log)
  }

  /// - Parameters:
  ///   - name: the key that the mapping is the value of.
  ///   - keys: the keys that may be in it; nil for any.
  private init?(_ node: Node, file: String, name: String, keys: [String]?, log: inout IssueLog) {
    self.file = file
    self.name = name
    line = node.mark?.line
    guard let mapping = node.mapping else {
      log.report(location, field: name, "is \(YAMLText.kind(of: node)); a mapping (key: value) is expected")
      return nil
    }
    for (key, value) in mapping {
      guard let text = key.scalar?.string else {
        log.report(.init(file: file, line: key.mark?.line), field: name, "a key must be a text")
        continue
      }
      if let keys, !keys.contains(text) {
        log.report(
          .init(file: file, line: key.mark?.line), field: text,
          "unknown key\(NearestName.hint(for: text, among: keys)); known are \(keys.joined(separator: ", "))")
      } else if !YAMLText.isNull(value) {
        values[text] = value
        lines[text] = key.mark?.line
      }
    }
  }

  /// The location of a key, or of the whole mapping when the key is absent.
  package func location(of key: String) -> ValidationIssue.Location {
    .init(file: file, line: lines[key] ?? line)
  }

  package func has(_ key: String) -> Bool { values[key] != nil }

  /// A scalar as its text, whatever YAML would take it for.
  package func text(_ key: String, log: inout IssueLog) -> LocatedText? {
    guard let node = values[key] else { return nil }
    guard let scalar = node.scalar else {
      log.report(location(of: key), field: key, "is \(YAMLText.kind(of: node)); a text or number is expected")
      return nil
    }
    return located(scalar.string, at: location(of: key), key, log: &log)
  }

  /// The trimmed text; what CSV could not hold is no text here either, so that both formats say the same.
  private func located(
    _ text: String, at place: ValidationIssue.Location, _ key: String, log: inout IssueLog
  ) -> LocatedText {
    if ForeignBytes.areIn(text) { log.report(place, field: key, "has a NUL or a byte order mark in it") }
    return LocatedText(text.trimmingBlanks(), at: place, field: key)
  }

  /// The same as `text`, with an issue when the key is absent.
  package func required(_ key: String, log: inout IssueLog) -> LocatedText? {
    if values[key] == nil { log.report(location, field: key, "is missing") }
    return text(key, log: &log)
  }

  /// An id of ASCII letters, digits and . _ -; nil, with an issue in `log`, for anything else.
  package func id(_ key: String, atMost length: Int, log: inout IssueLog) -> String? {
    guard let text = required(key, log: &log) else { return nil }
    let isAllowed = text.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    guard !text.text.isEmpty, isAllowed, text.text.utf8.count <= length else {
      log.report(
        text.issue("\"\(text.text)\" is no id of at most \(length) letters A-Z and a-z, digits and . _ -"))
      return nil
    }
    return text.text
  }

  /// A list of scalars; a single scalar is a list of one.
  package func texts(_ key: String, log: inout IssueLog) -> [LocatedText]? {
    guard let node = values[key] else { return nil }
    if node.scalar != nil { return text(key, log: &log).map { [$0] } }
    guard let sequence = node.sequence else {
      log.report(location(of: key), field: key, "is \(YAMLText.kind(of: node)); a list is expected")
      return nil
    }
    return sequence.compactMap { element in
      let place = ValidationIssue.Location(file: file, line: element.mark?.line)
      guard let scalar = element.scalar else {
        log.report(place, field: key, "has \(YAMLText.kind(of: element)) in it; texts are expected")
        return nil
      }
      return located(scalar.string, at: place, key, log: &log)
    }
  }

  /// A mapping; nil `keys` allow any.
  package func object(_ key: String, keys: [String]?, log: inout IssueLog) -> YAMLObject? {
    values[key].flatMap { YAMLObject($0, file: file, name: key, keys: keys, log: &log) }
  }

  /// A list of mappings.
  package func objects(_ key: String, keys: [String], log: inout IssueLog) -> [YAMLObject] {
    guard let node = values[key] else { return [] }
    guard let sequence = node.sequence else {
      log.report(location(of: key), field: key, "is \(YAMLText.kind(of: node)); a list is expected")
      return []
    }
    return sequence.compactMap { YAMLObject($0, file: file, name: key, keys: keys, log: &log) }
  }
}
