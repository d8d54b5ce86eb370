/// Which items ask which other ones.
package struct ItemReferences: Sendable {
  /// How many conditions may build on each other.
  package static let maximumChain = 32

  /// By item: the items that its condition and its requirement ask, each once.
  private var asked: [[Int]] = []

  /// Why the references of a checklist cannot be followed.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    /// The id of the item that is to be mended.
    package var item: String
    package var description: String
  }

  /// - Throws: `Failure` for an item that is not there or asks itself, and for chains without end.
  package init(_ checklist: Checklist) throws(Failure) {
    let indexes = Dictionary(
      checklist.items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    asked.reserveCapacity(checklist.items.count)
    for item in checklist.items {
      // In all its refinements, since a task does not say which one applies.
      let ids = (item.condition?.references ?? []) + item.requirement.rule.references
      asked.append(try Self.resolve(ids, of: item, indexes))
    }
    for step in checklist.profiles.flatMap(\.steps) {
      guard case .refine(let id, .require(let rule)) = step, let index = indexes[id] else { continue }
      for other in try Self.resolve(rule.references, of: checklist.items[index], indexes)
      where !asked[index].contains(other) { asked[index].append(other) }
    }
    try requireEnds(checklist)
  }

  private static func resolve(
    _ ids: [String], of item: Checklist.Item, _ indexes: [String: Int]
  ) throws(Failure) -> [Int] {
    var found: [Int] = []
    for id in ids {
      guard let index = indexes[id] else {
        throw Failure(item: item.id, description: "there is no item \"\(id)\"")
      }
      guard id != item.id else { throw Failure(item: item.id, description: "item \"\(id)\" asks itself") }
      if !found.contains(index) { found.append(index) }
    }
    return found
  }

  /// Follows the conditions depth first, without recursion: a checklist may have 100,000 items.
  private func requireEnds(_ checklist: Checklist) throws(Failure) {
    // The longest chain that begins at an item; -1 while it is open, nil before.
    var lengths = [Int?](repeating: nil, count: asked.count)
    for start in asked.indices where lengths[start] == nil {
      var stack = [(item: start, next: 0)]
      lengths[start] = -1
      while let top = stack.last {
        if top.next < asked[top.item].count {
          stack[stack.count - 1].next += 1
          let other = asked[top.item][top.next]
          if lengths[other] == -1 {
            let path = stack.drop { $0.item != other }.map { checklist.items[$0.item].id }
            throw Failure(
              item: checklist.items[top.item].id,
              description:
                "items ask each other in a circle: \((path + [checklist.items[other].id]).joined(separator: ", "))"
            )
          }
          if lengths[other] == nil {
            lengths[other] = -1
            stack.append((other, 0))
          }
          continue
        }
        let length = 1 + (asked[top.item].compactMap { lengths[$0] }.max() ?? -1)
        guard length <= Self.maximumChain else {
          throw Failure(
            item: checklist.items[top.item].id,
            description: "items ask each other in a chain of more than \(Self.maximumChain)")
        }
        lengths[top.item] = length
        stack.removeLast()
      }
    }
  }

  /// The items whose observations are needed to decide some others, ascending.
  package func needed(by items: some Sequence<Int>) -> [Int] {
    var needed: Set<Int> = []
    var open = items.flatMap { asked[$0] }
    while let item = open.popLast() {
      if needed.insert(item).inserted { open += asked[item] }
    }
    return needed.sorted()
  }
}
