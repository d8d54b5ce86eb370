/// How fast a campaign goes, from what was seen of it lately.
struct ProgressMeter {
  private struct Sample {
    var time: Double
    var ended: Int
  }

  /// Long enough to smooth batches, short enough to follow a fleet that grows.
  private static let window = 20.0

  private var samples: [Sample] = []

  mutating func add(ended: Int, at time: Double) {
    samples.append(Sample(time: time, ended: ended))
    while samples.count > 2, time - samples[1].time >= Self.window { samples.removeFirst() }
  }

  /// Tasks a second; nil before there are two different moments.
  var rate: Double? {
    guard let first = samples.first, let last = samples.last, last.time > first.time else { return nil }
    return Double(last.ended - first.ended) / (last.time - first.time)
  }
}
