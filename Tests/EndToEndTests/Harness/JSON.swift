import Foundation

/// Any JSON, as tests look into it. What is not there is `null`, so that paths can be written without guards.
enum JSON: Sendable, Hashable, Decodable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(_ data: Data) throws {
    self = try JSONDecoder().decode(JSON.self, from: data)
  }

  init(_ text: String) throws {
    try self.init(Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(_ key: String) -> JSON {
    guard case .object(let members) = self else { return .null }
    return members[key] ?? .null
  }

  var int: Int? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  var number: Double? {
    if case .double(let value) = self { return value }
    return int.map(Double.init)
  }

  var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// Empty for what is no list.
  var list: [JSON] {
    guard case .array(let values) = self else { return [] }
    return values
  }

  /// Empty for what is no object.
  var members: [String: JSON] {
    guard case .object(let members) = self else { return [:] }
    return members
  }

  /// The members that are whole numbers other than zero, so that two tables of counts compare whichever of
  /// them writes zeros out.
  var counts: [String: Int] {
    members.compactMapValues { $0.int == 0 ? nil : $0.int }
  }
}
