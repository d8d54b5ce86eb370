import Synchronization

/// Token buckets by name: so many at once, and as many again a minute later.
final class RateLimiter: Sendable {
  private struct Bucket {
    var level: Double
    var filledAt: ContinuousClock.Instant
  }

  /// Forgotten ones are full again: that many names can be told apart at a time.
  private static let maximumBuckets = 50_000

  private let perMinute: Double
  private let buckets = Mutex<[String: Bucket]>([:])

  init(perMinute: Int) {
    self.perMinute = Double(perMinute)
  }

  /// Takes one.
  ///
  /// - Returns: nil, or in how many seconds there is another one.
  func take(_ name: String, at now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { buckets in
      var bucket = level(of: name, buckets, now)
      if let wait = wait(for: bucket) { return wait }
      bucket.level -= 1
      if buckets.count >= Self.maximumBuckets { forget(&buckets, now) }
      buckets[name] = bucket
      return nil
    }
  }

  /// - Returns: nil where there is one to take, or in how many seconds there is.
  func wait(for name: String, at now: ContinuousClock.Instant = .now) -> Int? {
    buckets.withLock { wait(for: level(of: name, $0, now)) }
  }

  private func wait(for bucket: Bucket) -> Int? {
    bucket.level >= 1 ? nil : Int(((1 - bucket.level) * 60 / perMinute).rounded(.up))
  }

  private func level(
    of name: String, _ buckets: [String: Bucket], _ now: ContinuousClock.Instant
  ) -> Bucket {
    guard var bucket = buckets[name] else { return Bucket(level: perMinute, filledAt: now) }
    let seconds = (now - bucket.filledAt) / .seconds(1)
    bucket.level = min(perMinute, bucket.level + seconds * perMinute / 60)
    bucket.filledAt = now
    return bucket
  }

  private func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
    buckets = buckets.filter { level(of: $0.key, buckets, now).level < perMinute }
    // Whoever has that many names gets no further by them than to be forgotten with all others.
    if buckets.count >= Self.maximumBuckets { buckets.removeAll() }
  }
}
