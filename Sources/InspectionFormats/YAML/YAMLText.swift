import Inspection
import Yams

/// What lies between a YAML file and the nodes of its document.
enum YAMLText {
  /// In bytes. YAML here is written by hand; whatever is larger is a mistake or an attack.
  static let maximumLength = 64 << 20

  static func root(of input: InputFile, log: inout IssueLog) -> Node? {
    guard input.checkText(&log) else { return nil }
    guard input.bytes.count <= maximumLength else {
      log.report(input.location(), "is larger than \(maximumLength >> 20) MB")
      return nil
    }
    do {
      let node = try Yams.compose(yaml: String(decoding: input.bytes, as: UTF8.self))
      if node == nil { log.report(input.location(), "is empty") }
      return node
    } catch {
      log.report(issue(of: error, in: input))
      return nil
    }
  }

  static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// The node's kind with its article, for messages.
  static func kind(of node: Node) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar where isNull(node): "empty"
    case .scalar: "a text or number"
    case .alias: "an alias"
    }
  }

  private static func issue(of error: any Error, in input: InputFile) -> ValidationIssue {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
      return ValidationIssue(input.location(line: mark.line), "is not YAML: \(problem)\(place)")
    case .reader(let problem, _, let value, _):
      // The position that Yams gives counts characters, and those cannot be told from broken input.
      let byte = value < 0 ? nil : input.bytes.firstIndex { Int32($0) == value }
      return ValidationIssue(
        byte.map(input.location(at:)) ?? input.location(), "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return ValidationIssue(
        input.location(line: context.mark.line), field: keys.joined(separator: ", "), "is given twice")
    default: return ValidationIssue(input.location(), "is not YAML: \(error)")
    }
  }
}
