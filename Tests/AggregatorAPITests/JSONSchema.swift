import Foundation

/// As much of JSON Schema (2020-12) as the API's document uses.
struct JSONSchema {
  /// The whole document, for its references.
  let document: [String: Any]

  /// Where a value is not as its schema says.
  func faults(_ value: Any, _ schema: [String: Any], at path: String = "$") -> [String] {
    if let reference = schema["$ref"] as? String {
      guard let target = resolve(reference) else { return ["\(path): \(reference) leads nowhere"] }
      return faults(value, target, at: path)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let tried = choices.map { faults(value, $0, at: path) }
      return tried.contains(where: \.isEmpty) ? [] : tried.flatMap(\.self)
    }
    var found: [String] = []
    if let constant = schema["const"], !isEqual(constant, value) {
      found.append("\(path): is not \(constant)")
    }
    if let allowed = schema["enum"] as? [Any], !allowed.contains(where: { isEqual($0, value) }) {
      found.append("\(path): \(value) is none of \(allowed)")
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    guard types.isEmpty || types.contains(where: { isOf($0, value) }) else {
      return found + ["\(path): \(value) is no \(types)"]
    }
    if let object = value as? [String: Any] { found += faults(object, schema, at: path) }
    if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      found += list.enumerated().flatMap { faults($1, items, at: "\(path)[\($0)]") }
    }
    return found
  }

  private func faults(_ object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
      "\(path): \($0) is missing"
    }
    for (name, value) in object {
      if let property = properties[name] {
        found += faults(value, property, at: "\(path).\(name)")
      } else if let rest = schema["additionalProperties"] as? [String: Any] {
        found += faults(value, rest, at: "\(path).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): \(name) is not in the document")
      }
    }
    return found
  }

  /// A part of the document, or what it refers to; empty where that leads nowhere.
  func resolved(_ part: [String: Any]) -> [String: Any] {
    guard let reference = part["$ref"] as? String else { return part }
    return resolve(reference) ?? [:]
  }

  private func resolve(_ reference: String) -> [String: Any]? {
    reference.dropFirst(2).split(separator: "/").reduce(document as Any?) { value, key in
      (value as? [String: Any])?[String(key)]
    } as? [String: Any]
  }

  private func isEqual(_ a: Any, _ b: Any) -> Bool { (a as? NSObject)?.isEqual(b) ?? false }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "null": value is NSNull
    case "string": value is String
    case "boolean": isBoolean(value)
    case "integer":
      !isBoolean(value) && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true
    case "number": !isBoolean(value) && value is NSNumber
    case "object": value is [String: Any]
    case "array": value is [Any]
    default: false
    }
  }

  /// Tells true from 1.
  private func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
  }
}
