/// Which dead letters are meant. What is not given does not restrict.
package struct DeadLetterFilter: Sendable, Hashable {
  package var campaign: String?
  package var errorClass: String?
  package var ids: Set<DeadLetterID>?

  package init(campaign: String? = nil, errorClass: String? = nil, ids: Set<DeadLetterID>? = nil) {
    self.campaign = campaign
    self.errorClass = errorClass
    self.ids = ids
  }

  package func matches(_ stored: StoredLetter) -> Bool {
    if let ids, !ids.contains(stored.id) { return false }
    if let errorClass, stored.letter.errorClass != errorClass { return false }
    if let campaign, stored.letter.task?.campaign != campaign { return false }
    return true
  }
}

/// A dead letter where it lies.
package struct StoredLetter: Sendable, Hashable {
  package var id: DeadLetterID
  package var letter: DeadLetter
  /// When it was written, in milliseconds since 1970.
  package var writtenAt: Int64
  package var isHandled: Bool

  package init(id: DeadLetterID, letter: DeadLetter, writtenAt: Int64, isHandled: Bool) {
    self.id = id
    self.letter = letter
    self.writtenAt = writtenAt
    self.isHandled = isHandled
  }
}
