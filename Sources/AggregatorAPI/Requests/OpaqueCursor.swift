import Foundation
import Ledger

/// A cursor as clients see it: base64url, so that nobody is tempted to build one.
enum OpaqueCursor {
  static func text(_ cursor: HazardCursor) -> String {
    Data(cursor.description.utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func read(_ text: String) -> HazardCursor? {
    var standard = text.replacing("-", with: "+").replacing("_", with: "/")
    standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: standard), let plain = String(validating: data, as: UTF8.self)
    else { return nil }
    return HazardCursor(plain)
  }
}
