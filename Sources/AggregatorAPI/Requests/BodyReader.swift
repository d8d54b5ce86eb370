import Foundation
import Hummingbird
import Inspection
import Rectification
import StatusServer

/// Reads a request whose body is a JSON object strictly, and tells every mistake at once.
struct BodyReader {
  private static let maximumBytes = 1 << 18

  /// When the request arrived.
  let arrival = Timestamp.now
  /// Of the header `Idempotency-Key`; empty without one.
  private(set) var key = ""

  private var fields: [String: Any] = [:]
  private var reader = FieldReader()

  /// - Parameters:
  ///   - known: the fields that the body may have.
  ///   - example: of a body, for one that is none.
  /// - Throws: `Problem`.
  init(_ request: Request, known: [String], example: String) async throws {
    try QueryReader(request, known: []).finish()
    fields = try await FieldReader.object(
      request, atMost: Self.maximumBytes, subject: "The body", example: example)
    for name in fields.keys.sorted() where !known.contains(name) {
      let hint = NearestName.hint(for: name, among: known)
      fail(
        name, hint.isEmpty ? "is unknown; it may be \(known.joined(separator: ", "))" : "is unknown\(hint)")
    }
    key = reader.key(request)
  }

  /// Empty where the field is absent.
  mutating func text(_ name: String) -> String {
    fields[name].map { reader.text(name, $0) } ?? ""
  }

  /// References, each on one line; blank ones are left out.
  mutating func references(_ name: String) -> [String] {
    fields[name].map { reader.references(name, $0, noun: "texts") } ?? []
  }

  /// A time, or a date for its first moment in UTC; nil where the field is absent.
  mutating func moment(_ name: String) -> Timestamp? {
    fields[name].flatMap { reader.moment(name, $0) }
  }

  /// The same with the calendar day of the place that the time was written for.
  mutating func localMoment(_ name: String) -> DateText.LocalMoment? {
    guard moment(name) != nil, let text = fields[name] as? String else { return nil }
    return DateText.moment(text[...], zone: .gmt)
  }

  /// A list of objects.
  ///
  /// - Parameter example: of one.
  mutating func objects(_ name: String, _ example: String) -> [[String: Any]] {
    guard let value = fields[name] else { return [] }
    guard let values = value as? [[String: Any]] else {
      fail(name, "is no list of \(example)")
      return []
    }
    return values
  }

  /// The text of a field within an object; empty where it is absent.
  mutating func text(_ name: String, in value: Any?) -> String { value.map { reader.text(name, $0) } ?? "" }

  /// References of a field within an object.
  mutating func references(_ name: String, in value: Any?) -> [String] {
    value.map { reader.references(name, $0, noun: "texts") } ?? []
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
        let department = value["department"] as? String, let due = value["due"].flatMap(FieldReader.moment)
      else {
        fail(name, "has a call that is no {\"department\": NAME, \"due\": TIME}")
        return nil
      }
      return DepartmentCall(department: department, due: due)
    }
  }

  func has(_ name: String) -> Bool { fields[name] != nil }

  mutating func fail(_ field: String, _ detail: String) {
    reader.fail(field, detail)
  }

  /// Call it after everything was read.
  ///
  /// - Throws: `Problem`.
  func finish() throws {
    try reader.finish()
  }
}
