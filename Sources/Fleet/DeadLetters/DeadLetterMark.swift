import Foundation
package import Inspection

/// Says that a dead letter was dealt with. It is appended to the letter's own partition, so that the topic itself
/// tells what is still to be done.
package struct DeadLetterMark: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, Codable {
    case redriven, dropped
  }

  private struct Form: Codable {
    var action: Action
    var at: Int64
    var person: String
  }

  private static let keyPrefix = "handled/"

  package var letter: DeadLetterID
  package var action: Action
  package var at: Timestamp
  package var person: String

  package init(letter: DeadLetterID, action: Action, at: Timestamp, person: String) {
    self.letter = letter
    self.action = action
    self.at = at
    self.person = person
  }

  package var key: [UInt8] { Array("\(Self.keyPrefix)\(letter)".utf8) }

  /// JSON: action, at (milliseconds since 1970), person.
  package func value() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Array(try encoder.encode(Form(action: action, at: at.milliseconds, person: person)))
  }

  /// The letter that a record's key marks; nil for the key of another record.
  ///
  /// It decides alone: a mark whose value nobody can read still marks.
  package static func letter(markedBy key: [UInt8]?) -> DeadLetterID? {
    guard let key, key.starts(with: keyPrefix.utf8) else { return nil }
    return DeadLetterID(String(decoding: key.dropFirst(keyPrefix.utf8.count), as: UTF8.self))
  }

  /// - Returns: nil for a record that is no mark.
  package init?(key: [UInt8]?, value: [UInt8]?) {
    guard let letter = Self.letter(markedBy: key), let value,
      let form = try? JSONDecoder().decode(Form.self, from: Data(value))
    else { return nil }
    self.init(
      letter: letter, action: form.action, at: Timestamp(milliseconds: form.at), person: form.person)
  }
}
