import Foundation
import Hummingbird
import Inspection
import StatusServer

/// Reads a request's query strictly, and tells every mistake at once.
struct QueryReader {
  private var values: [String: String] = [:]
  private var errors: [Problem.FieldError] = []

  /// - Parameter known: the parameters that the route has.
  init(_ request: Request, known: [String]) {
    for pair in FormText.pairs(request.uri.query ?? "") {
      guard let name = pair.name, let value = pair.value else {
        fail(pair.writtenName, "is not valid percent-encoded UTF-8")
        continue
      }
      if !known.contains(name) {
        fail(name, Self.unknown(name, known))
      } else if values.updateValue(value, forKey: name) != nil {
        fail(name, "is given more than once")
      } else if value.isEmpty {
        fail(name, "is empty; leave it out to not filter by it")
      }
    }
  }

  func text(_ name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  mutating func choice<Value: CaseIterable>(
    _ name: String, _ label: KeyPath<Value, String>
  ) -> Value? {
    choice(name, among: Value.allCases.map { $0[keyPath: label] }).flatMap { text in
      Value.allCases.first { $0[keyPath: label] == text }
    }
  }

  mutating func choice(_ name: String, among allowed: [String]) -> String? {
    guard let text = text(name) else { return nil }
    if allowed.contains(text) { return text }
    fail(
      name,
      "\"\(text)\" is not one of \(allowed.joined(separator: ", "))"
        + NearestName.hint(for: text, among: allowed))
    return nil
  }

  /// Where a list goes on.
  mutating func cursor<Cursor>(_ read: (String) -> Cursor?) -> Cursor? {
    value("cursor", expectation: "is not a cursor of this API; take it from an answer's next", read)
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    fail(name, "\"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// - Parameter expectation: what to say of a value that `read` does not take.
  mutating func value<Value>(
    _ name: String, expectation: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text = text(name) else { return nil }
    if let value = read(text) { return value }
    fail(name, expectation)
    return nil
  }

  /// Call it after everything was read.
  func finish() throws {
    guard let first = errors.first else { return }
    let detail =
      errors.count == 1
      ? "Query parameter \(first.field): \(first.detail)."
      : "\(errors.count) query parameters cannot be used; see errors."
    throw Problem(.badRequest, detail, errors: errors)
  }

  private mutating func fail(_ field: String, _ detail: String) {
    errors.append(Problem.FieldError(field, detail))
  }

  private static func unknown(_ name: String, _ known: [String]) -> String {
    let hint = NearestName.hint(for: name, among: known)
    guard !known.isEmpty else { return "is unknown; this route takes no parameters" }
    guard hint.isEmpty else { return "is unknown\(hint)" }
    return "is unknown; this route takes \(known.joined(separator: ", "))"
  }
}
