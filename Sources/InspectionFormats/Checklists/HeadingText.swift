import Foundation
import Inspection

/// A value in a comment line of a CSV checklist: plain, or a JSON string where it has line breaks in it.
enum HeadingText {
  static func read(_ text: String) -> String {
    guard text.utf8.first == Byte.quote,
      let value = try? JSONDecoder().decode(String.self, from: Data(text.utf8)), !ForeignBytes.areIn(value)
    else { return text }
    return value.trimmingBlanks()
  }

  static func write(_ text: String) -> String {
    let isPlain = text.utf8.first != Byte.quote && !Identifier.hasControlCharacters(text)
    guard !isPlain, let json = try? JSONEncoder().encode(text) else { return text }
    return String(decoding: json, as: UTF8.self)
  }
}
