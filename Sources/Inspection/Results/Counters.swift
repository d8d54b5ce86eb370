/// So many numbers, kept in place: the ledger adds them up for every result without allocating.
///
/// No SIMD vector, since none that is wider than 16 bytes may cross an `await`: async functions keep their values at 16
/// bytes at most, and compiled with optimisation (Swift 6.3.1, Linux) a value that wants 64 damages the heap.
package struct Counters<let size: Int>: Sendable {
  private var values = InlineArray<size, Int>(repeating: 0)

  package init() {}

  /// - Parameter index: below `size`.
  package subscript(index: Int) -> Int {
    get { values[index] }
    set { values[index] = newValue }
  }

  package var sum: Int {
    var sum = 0
    for index in values.indices { sum += values[index] }
    return sum
  }

  package static func += (a: inout Counters, b: Counters) {
    for index in a.values.indices { a.values[index] += b.values[index] }
  }
}

extension Counters: Hashable {
  package static func == (a: Counters, b: Counters) -> Bool {
    a.values.indices.allSatisfy { a.values[$0] == b.values[$0] }
  }

  package func hash(into hasher: inout Hasher) {
    for index in values.indices { hasher.combine(values[index]) }
  }
}
