import Foundation

/// Which items of a campaign only those may judge who are trained for it, and who they are, as it is published with the
/// campaign.
package struct Qualifications: Sendable, Hashable, Codable {
  /// By qualification: the indexes of the items that take it, ascending.
  package var needs: [String: [Int]]
  /// By qualification and inspector: the last day on which it holds, in days since 1970-01-01; the largest number where it
  /// has no end.
  package var holders: [String: [String: Int32]]

  private static let noEnd = Int32.max

  /// - Parameters:
  ///   - needs: by item, the qualifications that it takes.
  ///   - holders: by qualification and inspector, the last day on which it holds, or nil where it has no end.
  package init(needs: [[String]], holders: [String: [String: CivilDate?]]) {
    var items: [String: [Int]] = [:]
    for (item, names) in needs.enumerated() {
      for name in names { items[name, default: []].append(item) }
    }
    self.needs = items
    // Nobody has to know who holds what no item takes.
    self.holders = holders.filter { items[$0.key] != nil }.mapValues { people in
      people.mapValues { $0?.days ?? Self.noEnd }
    }
  }

  /// - Returns: nil for a text that is none.
  package init?(text: String) {
    guard let known = try? JSONDecoder().decode(Qualifications.self, from: Data(text.utf8)) else {
      return nil
    }
    self = known
  }

  /// As JSON, equal for equal ones.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers can always be written.
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// What a person lacks to judge an item on a day: the first by name; nil for nothing.
  package func missing(for item: Int, of person: String, on day: CivilDate) -> String? {
    needs.filter { $0.value.contains(item) }.keys.sorted().first { name in
      guard let through = holders[name]?[person.trimmingBlanks()] else { return true }
      return day.days > through
    }
  }
}
