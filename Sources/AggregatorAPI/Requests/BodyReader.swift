import Foundation
import HTTPTypes
import Hummingbird
import Inspection
import Rectification
import StatusServer

/// Reads a request whose body is a JSON object strictly, and tells every mistake at once.
struct BodyReader {
  private static let maximumBytes = 1 << 18
  private static let maximumText = 10_000
  private static let maximumEvidence = 100

  /// When the request arrived.
  let arrival = Timestamp.now
  /// Of the header `Idempotency-Key`; empty without one.
  private(set) var key = ""

  private var fields: [String: Any] = [:]
  private var errors: [Problem.FieldError] = []

  /// - Parameters:
  ///   - known: the fields that the body may have.
  ///   - example: of a body, for one that is none.
  /// - Throws: `Problem`.
  init(_ request: Request, known: [String], example: String) async throws {
    try QueryReader(request, known: []).finish()
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: Self.maximumBytes)
    } catch {
      throw Problem(.contentTooLarge, "The body has at most \(Self.maximumBytes) bytes.")
    }
    let object = try? JSONSerialization.jsonObject(with: Data(buffer.readableBytesView))
    guard let fields = object as? [String: Any] else {
      throw Problem(.badRequest, "The body is no JSON object such as \(example).")
    }
    self.fields = fields
    for name in fields.keys.sorted() where !known.contains(name) {
      let hint = NearestName.hint(for: name, among: known)
      fail(
        name, hint.isEmpty ? "is unknown; it may be \(known.joined(separator: ", "))" : "is unknown\(hint)")
    }
    if let name = HTTPField.Name("Idempotency-Key"), let given = request.headers[name] {
      // The draft of the header's standard writes it as a string in quotes.
      key = given.replacing("\"", with: "")
      if key.isEmpty || key.utf8.count > 200 { fail("Idempotency-Key", "has no 1 to 200 bytes") }
    }
  }

  /// Empty where the field is absent.
  mutating func text(_ name: String) -> String {
    guard let value = fields[name] else { return "" }
    guard let text = value as? String else {
      fail(name, "is no text")
      return ""
    }
    if text.utf8.count > Self.maximumText { fail(name, "is longer than \(Self.maximumText) bytes") }
    return text
  }

  /// References, each on one line; blank ones are left out.
  mutating func references(_ name: String) -> [String] {
    guard let value = fields[name] else { return [] }
    guard let values = value as? [String], values.count <= Self.maximumEvidence,
      values.allSatisfy({ !$0.contains(where: \.isNewline) && $0.utf8.count <= Self.maximumText })
    else {
      fail(name, "is no list of at most \(Self.maximumEvidence) texts, each on one line")
      return []
    }
    return values.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// A time, or a date for its first moment in UTC; nil where the field is absent.
  mutating func moment(_ name: String) -> Timestamp? {
    guard let value = fields[name] else { return nil }
    guard let moment = Self.moment(value) else {
      fail(name, "is no time such as 2026-11-21T09:30:00+08:00")
      return nil
    }
    return moment
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = fields[name] else { return nil }
    if let number = value as? Double, let whole = Int(exactly: number), range.contains(whole) { return whole }
    fail(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
    guard let value = fields[name] else { return nil }
    if let number = value as? Double, range.contains(number) { return number }
    fail(name, "is no number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func calls(_ name: String) -> [DepartmentCall] {
    guard let value = fields[name] else { return [] }
    guard let values = value as? [[String: Any]] else {
      fail(name, "is no list of {\"department\": NAME, \"due\": TIME}")
      return []
    }
    return values.compactMap { value in
      guard Set(value.keys).isSubset(of: ["department", "due"]),
        let department = value["department"] as? String, let due = value["due"].flatMap(Self.moment)
      else {
        fail(name, "has a call that is no {\"department\": NAME, \"due\": TIME}")
        return nil
      }
      return DepartmentCall(department: department, due: due)
    }
  }

  func has(_ name: String) -> Bool { fields[name] != nil }

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

  private static func moment(_ value: Any) -> Timestamp? {
    (value as? String).flatMap { DateText.moment($0[...], zone: .gmt)?.moment }
  }
}
