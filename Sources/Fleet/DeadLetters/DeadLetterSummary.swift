package import Inspection

/// Dead letters counted by campaign and kind of error. Its size does not depend on how many letters there are.
package struct DeadLetterSummary: Sendable {
  package struct Kind: Sendable, Hashable, Comparable {
    /// Nil where the letter's key names no task.
    package var campaign: String?
    package var errorClass: String

    package init(campaign: String?, errorClass: String) {
      self.campaign = campaign
      self.errorClass = errorClass
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.campaign ?? "", left.errorClass) < (right.campaign ?? "", right.errorClass)
    }
  }

  package struct Group: Sendable, Hashable {
    package var letters = 0
    /// Those of `letters` that were dealt with.
    package var handled = 0
    package var oldest: Timestamp
    package var newest: Timestamp
  }

  /// Garbage can name any campaign: what comes beyond is counted together.
  private static let mostKinds = 10_000

  package private(set) var groups: [Kind: Group] = [:]

  package init() {}

  package mutating func add(_ stored: StoredLetter) {
    var kind = Kind(campaign: stored.letter.task?.campaign, errorClass: stored.letter.errorClass)
    if groups.count >= Self.mostKinds, groups[kind] == nil {
      kind = Kind(campaign: nil, errorClass: "others")
    }
    let time = Timestamp(milliseconds: stored.writtenAt)
    var group = groups[kind] ?? Group(oldest: time, newest: time)
    group.letters += 1
    if stored.isHandled { group.handled += 1 }
    group.oldest = min(group.oldest, time)
    group.newest = max(group.newest, time)
    groups[kind] = group
  }

  /// Those with most letters first.
  package var sorted: [(kind: Kind, group: Group)] {
    groups.map { ($0.key, $0.value) }.sorted {
      $0.group.letters != $1.group.letters ? $0.group.letters > $1.group.letters : $0.kind < $1.kind
    }
  }
}
