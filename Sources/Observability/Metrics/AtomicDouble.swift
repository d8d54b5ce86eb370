import Synchronization

/// A Double that many threads may change without a lock.
struct AtomicDouble: ~Copyable, Sendable {
  private let bits = Atomic<UInt64>(0)

  func load() -> Double {
    Double(bitPattern: bits.load(ordering: .relaxed))
  }

  func store(_ value: Double) {
    bits.store(value.bitPattern, ordering: .relaxed)
  }

  func add(_ amount: Double) {
    var seen = bits.load(ordering: .relaxed)
    while true {
      let sum = (Double(bitPattern: seen) + amount).bitPattern
      let (done, current) = bits.weakCompareExchange(expected: seen, desired: sum, ordering: .relaxed)
      if done { return }
      seen = current
    }
  }
}
