import Foundation
import Inspection

/// A JSON document that values are looked up in, by pointers (RFC 6901).
struct JSONDocument {
  private let root: Any

  /// - Returns: nil for what is no JSON.
  init?(_ bytes: [UInt8]) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
      return nil
    }
    self.root = root
  }

  /// A number, text, true, false or null as text; nil for what is not there, or is a list or an object.
  func text(at pointer: String) -> String? {
    var value: Any = root
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
      if let object = value as? [String: Any], let member = object[name] {
        value = member
      } else if let list = value as? [Any], let index = Int(name), list.indices.contains(index) {
        value = list[index]
      } else {
        return nil
      }
    }
    return Self.text(of: value)
  }

  private static func text(of value: Any) -> String? {
    switch value {
    case let text as String: text
    case is NSNull: "null"
    case let number as NSNumber:
      CFBooleanCheck.isBoolean(number) ? (number.boolValue ? "true" : "false") : number.stringValue
    default: nil
    }
  }

  /// - Returns: what is wrong, in words; nil when the condition holds.
  func fault(of condition: JSONCondition) -> String? {
    guard let found = text(at: condition.pointer) else { return "there is no \(condition.pointer)" }
    return Self.holds(found, condition.comparison, condition.value)
      ? nil
      : "\(condition.pointer) is \(found.prefix(100)), not \(condition.comparison.rawValue) \(condition.value)"
  }

  private static func holds(_ found: String, _ comparison: JSONCondition.Comparison, _ wanted: String) -> Bool
  {
    if let a = Double(found), let b = Double(wanted) {
      switch comparison {
      case .equal: return a == b
      case .notEqual: return a != b
      case .below: return a < b
      case .atMost: return a <= b
      case .above: return a > b
      case .atLeast: return a >= b
      }
    }
    // Texts have no order that a requirement could mean.
    switch comparison {
    case .equal: return found == wanted
    case .notEqual: return found != wanted
    case .below, .atMost, .above, .atLeast: return false
    }
  }
}

/// Foundation keeps true and false as numbers.
private enum CFBooleanCheck {
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
