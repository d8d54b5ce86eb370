/// The letters that were dealt with. Letters are mostly dealt with many in a row, which takes one range.
package struct HandledLetters: Sendable {
  private var offsets: [Int32: RangeSet<Int64>] = [:]

  package init() {}

  package mutating func insert(_ id: DeadLetterID) {
    guard id.offset < Int64.max else { return }
    offsets[id.partition, default: RangeSet()].insert(contentsOf: id.offset..<id.offset + 1)
  }

  package func contains(_ id: DeadLetterID) -> Bool {
    offsets[id.partition]?.contains(id.offset) ?? false
  }
}
