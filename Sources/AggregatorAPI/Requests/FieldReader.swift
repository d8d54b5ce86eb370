import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import StatusServer

/// Holds the fields of a JSON body against what they must be, and keeps every mistake.
struct FieldReader {
  static let maximumText = 10_000
  static let maximumReferences = 100

  private(set) var errors: [Problem.FieldError] = []

  /// - Parameters:
  ///   - subject: what it is the body of, at the beginning of a sentence.
  ///   - example: of a body, for one that is none.
  /// - Throws: `Problem`.
  static func object(
    _ request: Request, atMost maximumBytes: Int, subject: String, example: String
  ) async throws -> [String: Any] {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: maximumBytes)
    } catch {
      throw Problem(.contentTooLarge, "\(subject) has at most \(maximumBytes) bytes.")
    }
    let object = try? JSONSerialization.jsonObject(with: Data(buffer.readableBytesView))
    guard let object = object as? [String: Any] else {
      throw Problem(.badRequest, "The body is no JSON object such as \(example).")
    }
    return object
  }

  /// The header `Idempotency-Key`; empty without one.
  mutating func key(_ request: Request) -> String {
    guard let name = HTTPField.Name("Idempotency-Key"), let given = request.headers[name] else { return "" }
    // The draft of the header's standard writes it as a string in quotes.
    let key = given.replacing("\"", with: "")
    if key.isEmpty || key.utf8.count > 200 { fail("Idempotency-Key", "has no 1 to 200 bytes") }
    return key
  }

  mutating func text(_ name: String, _ value: Any) -> String {
    guard let text = value as? String else {
      fail(name, "is no text")
      return ""
    }
    if text.utf8.count > Self.maximumText { fail(name, "is longer than \(Self.maximumText) bytes") }
    return text
  }

  /// References, each on one line; blank ones are left out.
  ///
  /// - Parameter noun: what they are called in front of whoever sent them.
  mutating func references(_ name: String, _ value: Any, noun: String) -> [String] {
    guard let values = value as? [String], values.count <= Self.maximumReferences,
      values.allSatisfy({ !$0.contains(where: \.isNewline) && $0.utf8.count <= Self.maximumText })
    else {
      fail(name, "is no list of at most \(Self.maximumReferences) \(noun), each on one line")
      return []
    }
    return values.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// A time, or a date for its first moment in UTC.
  mutating func moment(_ name: String, _ value: Any) -> Timestamp? {
    guard let moment = Self.moment(value) else {
      fail(name, "is no time such as 2026-11-21T09:30:00+08:00")
      return nil
    }
    return moment
  }

  /// - Returns: nil for what is no time.
  static func moment(_ value: Any) -> Timestamp? {
    (value as? String).flatMap { DateText.moment($0[...], zone: .gmt)?.moment }
  }

  mutating func fail(_ field: String, _ detail: String) {
    errors.append(Problem.FieldError(field, detail))
  }

  /// Call it after everything was read.
  ///
  /// - Throws: `Problem`.
  func finish() throws {
    guard let first = errors.first else { return }
    throw Problem(
      .badRequest,
      errors.count == 1
        ? "\(first.field) \(first.detail)." : "\(errors.count) fields cannot be used; see errors.",
      errors: errors)
  }
}
