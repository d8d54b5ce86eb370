/// Names a dead letter: PARTITION-OFFSET of the dead letter topic.
package struct DeadLetterID: Sendable, Hashable, Comparable, CustomStringConvertible {
  package var partition: Int32
  package var offset: Int64

  package init(partition: Int32, offset: Int64) {
    self.partition = partition
    self.offset = offset
  }

  /// - Returns: nil for what is not two whole numbers with a hyphen between, such as `2-117`.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let partition = Int32(parts[0]), let offset = Int64(parts[1]),
      "\(partition)-\(offset)" == text
    else { return nil }
    self.init(partition: partition, offset: offset)
  }

  package var description: String { "\(partition)-\(offset)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.partition, left.offset) < (right.partition, right.offset)
  }
}
